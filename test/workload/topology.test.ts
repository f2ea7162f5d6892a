import { aclsOf, ownsPrincipal } from '../../lib/workload/access';
import { topologyOf } from '../../lib/workload/topology';
import { streamInput, workloadOf } from '../support/workload-of';

const ORDERS = { orders: streamInput() };
const clientNamed = (name: string, workload = workloadOf()) =>
  topologyOf(workload).clients.find((client) => client.name === name);

describe('topologyOf', () => {
  test('makes a topic per stream, and retry and dead-letter topics per service', () => {
    const names = topologyOf(workloadOf()).topics.map(({ name, purpose }) => `${purpose} ${name}`);

    expect(names).toEqual([
      'stream orders',
      'retry billing.retry.10s',
      'retry billing.retry.60s',
      'retry billing.retry.600s',
      'dead-letter billing.dead-letter',
    ]);
  });

  test.each([
    ['an at-most-once service gives up by definition', { runtime: 'service', delivery: 'at-most-once' }],
    ['a Flink job restarts from its checkpoint', { runtime: 'flink' }],
  ] as const)('makes no failure topics where %s', (_, consumer) => {
    const workload = workloadOf({ consumers: { billing: { ...consumer, reads: ['orders'] } } });

    expect(topologyOf(workload).topics.map(({ name }) => name)).toEqual(['orders']);
  });

  test('adds the archiver when a stream is archived, reading just those streams', () => {
    const workload = workloadOf({
      streams: { ...ORDERS, clicks: streamInput({ archive: { days: 30 } }) },
      sources: { edge: { kind: 'http', streams: ['orders', 'clicks'] } },
    });

    expect(clientNamed('archiver', workload)).toMatchObject({
      reads: ['clicks'],
      writes: [],
      group: 'archiver',
    });
  });

  test('has no archiver when nothing is archived', () => {
    expect(clientNamed('archiver')).toBeUndefined();
  });

  test('gives a consumer its own group unless it names another', () => {
    const named = workloadOf({
      consumers: { billing: { runtime: 'service', reads: ['orders'], group: 'invoices' } },
    });

    expect(clientNamed('billing')?.group).toBe('billing');
    expect(clientNamed('billing', named)?.group).toBe('invoices');
  });
});

describe('aclsOf', () => {
  const rulesOf = (name: string, workload = workloadOf()) =>
    aclsOf(topologyOf(workload))
      .filter(({ principal }) => principal === `User:small.${name}`)
      .map(
        ({ operation, resourceType, resourceName, patternType }) =>
          `${operation} ${resourceType} ${patternType} ${resourceName}`,
      );

  test('lets a source write its streams and do nothing else', () => {
    expect(rulesOf('edge')).toEqual(['write topic literal orders']);
  });

  test('lets a consumer read its streams and its retries, write its failures, and use its group', () => {
    expect(rulesOf('billing')).toEqual([
      'read topic literal orders',
      'read topic literal billing.retry.10s',
      'read topic literal billing.retry.60s',
      'read topic literal billing.retry.600s',
      'write topic literal billing.retry.10s',
      'write topic literal billing.retry.60s',
      'write topic literal billing.retry.600s',
      'write topic literal billing.dead-letter',
      'read group literal billing',
    ]);
  });

  test('gives transactional ids only to exactly-once consumers, by prefix', () => {
    const workload = workloadOf({
      consumers: { billing: { runtime: 'service', reads: ['orders'], delivery: 'exactly-once' } },
    });

    expect(rulesOf('billing', workload)).toContain('write transactional-id prefixed billing.');
    expect(rulesOf('billing').join()).not.toContain('transactional-id');
  });

  test('owns the principals of its workload and no others', () => {
    expect(ownsPrincipal('small', 'User:small.edge')).toBe(true);
    expect(ownsPrincipal('small', 'User:smaller.edge')).toBe(false);
    expect(ownsPrincipal('small', 'User:admin')).toBe(false);
  });
});
