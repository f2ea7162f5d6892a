import { setTimeout as delay } from 'node:timers/promises';
import { type LiveCollector, type LiveSources, liveCollector } from './live-collector';
import { type LivePage, startLivePage } from './live-page';
import type { LiveSnapshot } from './live-snapshot';
import { renderLiveEvent, renderLiveLine, renderLiveView } from './render-live-view';

/** A live view on show. */
export interface LiveView extends Pick<LiveCollector, 'endToEnd'> {
  /** The page in the browser, e.g. `http://127.0.0.1:41234/`. */
  readonly pageUrl: string;
  /** Takes a last look, leaves it on the screen, and closes the page. */
  readonly stop: () => Promise<LiveSnapshot>;
}

export interface LiveViewOptions extends LiveSources {
  /** A terminal is redrawn every second; anything else gets a line every five seconds. */
  readonly isTerminal: boolean;
  readonly output: Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows'>;
  /** Port of the page. @default - any free one */
  readonly pagePort?: number;
}

const LOOK_EVERY_MS = 1_000;
const LINE_EVERY_LOOKS = 5;

/** Shows what the platform does, here and on a page in the browser, until it is stopped. */
export async function showLiveView(options: LiveViewOptions): Promise<LiveView> {
  const page = await startLivePage(options.pagePort);
  const collector = liveCollector({
    ...options,
    links: [{ name: 'live view', url: page.url }, ...options.links],
  });
  const screen = options.isTerminal ? await terminalScreen(options) : lineScreen(options);
  const stopped = new AbortController();
  const looking = keepLooking({ collector, page, screen, signal: stopped.signal });

  return {
    pageUrl: page.url,
    endToEnd: collector.endToEnd,
    async stop() {
      stopped.abort();
      await looking;
      const last = await collector.collect();
      page.publish(last);
      screen.show(last);
      screen.close();
      await page.close();
      return last;
    },
  };
}

/** Where snapshots are shown. */
interface Screen {
  readonly show: (snapshot: LiveSnapshot) => void;
  readonly close: () => void;
}

interface Looking {
  readonly collector: LiveCollector;
  readonly page: LivePage;
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

async function keepLooking({ collector, page, screen, signal }: Looking): Promise<void> {
  while (!signal.aborted) {
    const snapshot = await collector.collect();
    if (signal.aborted) return;
    page.publish(snapshot);
    screen.show(snapshot);
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** The library that redraws is an ES module only, and only a terminal needs it. */
async function terminalScreen({ output }: LiveViewOptions): Promise<Screen> {
  const { default: logUpdate } = await import('log-update');
  return {
    // A terminal that does not tell its size says 0.
    show: (snapshot) =>
      logUpdate(
        renderLiveView(snapshot, { columns: output.columns || 80, rows: output.rows || 24, isColored: true }),
      ),
    close: () => logUpdate.done(),
  };
}

function lineScreen({ output }: LiveViewOptions): Screen {
  let looks = 0;
  const written = new Set<string>();
  return {
    show(snapshot) {
      const fresh = snapshot.events.map(renderLiveEvent).filter((line) => !written.has(line));
      for (const line of fresh) {
        written.add(line);
        output.write(`${line}\n`);
      }
      if (looks % LINE_EVERY_LOOKS === 0) output.write(`${renderLiveLine(snapshot)}\n`);
      looks += 1;
    },
    close: () => undefined,
  };
}
