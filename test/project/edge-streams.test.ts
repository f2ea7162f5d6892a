import { edgeStreams } from '../../lib/project/edge-streams';
import { parseStreams } from '../../services/edge/stream-definition';
import { streamInput, workloadOf } from '../support/workload-of';

const SCHEMA = { $id: 'penstock:order.v1', type: 'object' };

describe('edgeStreams', () => {
  test('defines what a source accepts, in the form the edge reads', () => {
    const streams = edgeStreams(workloadOf(), { orders: SCHEMA }, 'edge');

    expect(parseStreams('streams.json', JSON.stringify(streams))).toEqual([
      { stream: 'orders', topic: 'orders', key: 'orderId', schema: SCHEMA, schemaId: 'penstock:order.v1' },
    ]);
  });

  test('leaves out streams of other sources', () => {
    const workload = workloadOf({
      streams: { orders: streamInput(), clicks: streamInput() },
      sources: {
        edge: { kind: 'http', streams: ['orders'] },
        web: { kind: 'http', streams: ['clicks'] },
      },
    });

    const streams = edgeStreams(workload, { orders: SCHEMA, clicks: SCHEMA }, 'web');

    expect(streams.map(({ stream }) => stream)).toEqual(['clicks']);
  });

  test('calls a schema without an id after its stream', () => {
    const [stream] = edgeStreams(workloadOf(), { orders: { type: 'object' } }, 'edge');

    expect(stream?.schemaId).toBe('penstock:orders');
  });
});
