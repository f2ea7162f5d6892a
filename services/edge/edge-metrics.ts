import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** What the edge counts. Stream names come from its own list, never from a URL: labels stay few. */
export interface EdgeMetrics {
  readonly accepted: Counter<'stream'>;
  readonly rejected: Counter<'stream' | 'error'>;
  readonly produceSeconds: Histogram<'stream'>;
}

export function createEdgeMetrics(registry: Registry, inFlightBytes: () => number): EdgeMetrics {
  const registers = [registry];
  new Gauge({
    name: 'edge_in_flight_bytes',
    help: 'Bytes of request bodies that are not yet acknowledged',
    registers,
    collect() {
      this.set(inFlightBytes());
    },
  });
  return {
    accepted: new Counter({
      name: 'edge_records_accepted_total',
      help: 'Records acknowledged by all in-sync replicas',
      labelNames: ['stream'],
      registers,
    }),
    rejected: new Counter({
      name: 'edge_requests_rejected_total',
      help: 'Requests of which nothing was acknowledged, by reason',
      labelNames: ['stream', 'error'],
      registers,
    }),
    produceSeconds: new Histogram({
      name: 'edge_produce_seconds',
      help: 'From a valid request to the acknowledgement of its last record',
      labelNames: ['stream'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
      registers,
    }),
  };
}
