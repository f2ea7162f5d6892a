import task from 'tasuku';
import type { Progress, ProgressListener } from '../../local/platform/platform-options';

/** Where lines go when there is no terminal to redraw. */
type Lines = (line: string) => void;

/** Shows the steps of a start: a task list in a terminal, a line per finished step elsewhere. */
export function startProgress(isTerminal: boolean, line: Lines): ProgressListener {
  return isTerminal ? taskList() : plainLines(line);
}

function taskList(): ProgressListener {
  const ends = new Map<string, (progress: Progress) => void>();
  return (progress) => {
    if (progress.state !== 'started') {
      ends.get(progress.id)?.(progress);
      return;
    }
    const ended = new Promise<Progress>((resolve) => ends.set(progress.id, resolve));
    // The start itself fails with the reason; here the step only turns red.
    task(progress.title, async ({ setStatus, setError }) => {
      const { state, ms } = await ended;
      setStatus(seconds(ms));
      if (state === 'failed') setError();
    }).catch(() => undefined);
  };
}

function plainLines(line: Lines): ProgressListener {
  return ({ title, state, ms }) => {
    if (state === 'ready') line(`ready   ${title} (${seconds(ms)})`);
    if (state === 'failed') line(`failed  ${title} (${seconds(ms)})`);
  };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
