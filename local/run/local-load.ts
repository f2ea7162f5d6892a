import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { LoadedWorkload } from '../../lib/project/load-workload';
import { affordableScale, loadStreams } from '../load/load-stream';
import { type LoadRun, startLoad } from '../load/start-load';
import type { LocalService } from './service-specs';

/** Two cores carry brokers, stores, services and the generator: above this the figures would tell about the machine. */
const PEAK_RECORDS_PER_SECOND_AT_MOST = 6_000;

export interface LocalLoad {
  readonly run: LoadRun;
  readonly ledgerFile: string;
  /** Share of the workload's rates that is sent. */
  readonly scale: number;
}

export interface LocalLoadOptions {
  readonly loaded: LoadedWorkload;
  readonly services: readonly LocalService[];
  readonly stateDir: string;
  /** Share of the workload's rates to send; less is sent where this machine could not carry it. */
  readonly scale: number;
}

/** Sends the load of a workload to its sources. */
export async function startLocalLoad({
  loaded,
  services,
  stateDir,
  scale,
}: LocalLoadOptions): Promise<LocalLoad> {
  const edgeUrl = (source: string): string => {
    const service = services.find(({ client }) => client.name === source);
    if (service?.httpUrl === undefined) throw new Error(`the source ${source} takes no records over HTTP`);
    return service.httpUrl;
  };
  const affordable = affordableScale(
    loadStreams(loaded, { scale: 1 }),
    scale,
    PEAK_RECORDS_PER_SECOND_AT_MOST,
  );
  const ledgerFile = join(stateDir, 'ledger.jsonl');
  const run = await startLoad({
    edgeUrl,
    streams: loadStreams(loaded, { scale: affordable }),
    runId: randomBytes(4).toString('hex'),
    ledgerFile,
  });
  return { run, ledgerFile, scale: affordable };
}
