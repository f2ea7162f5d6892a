import { CASE_PLANS } from '../../../bench/kafka-clients/cases/case-plan';
import { turns } from '../../../bench/kafka-clients/turns';

test('measures every case once before any case a second time', () => {
  const order = turns(['idle', 'latency'], 2).map(({ run, name }) => `${run} ${name}`);

  expect(order).toEqual(['0 idle', '0 latency', '1 idle', '1 latency']);
});

test('lets each client go first every other time', () => {
  expect(turns(['idle'], 3).map(({ clients }) => clients[0])).toEqual(['kafkajs', 'platformatic', 'kafkajs']);
});

test('measures both clients in every turn', () => {
  for (const { clients } of turns(['idle'], 2))
    expect([...clients].sort()).toEqual(['kafkajs', 'platformatic']);
});

test('gives the slow cases no more runs than they may have', () => {
  const kills = turns(['idle', 'broker-kill'], 5).filter(({ name }) => name === 'broker-kill');

  expect(kills).toHaveLength(CASE_PLANS['broker-kill'].maxRuns);
});
