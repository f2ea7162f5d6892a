import type { Admin } from 'kafkajs';
import type { Topology } from '../../lib/workload/topology';
import type { Workload } from '../../lib/workload/workload';
import { recordCounts } from './consumer-lag';
import { connectKafkaAdmin, type KafkaLogin } from './kafka-admin';

/** Asking every broker costs more than a glance at a screen is worth: the answer holds this long. */
const FRESH_MS = 5_000;

/** Records given up, per stream. */
export interface DeadLetterWatch {
  counts(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

/** Counts what lies in the dead-letter topics. A consumer of several streams counts in each of them. */
export function watchDeadLetters(login: KafkaLogin, workload: Workload, topology: Topology): DeadLetterWatch {
  const deadLetters = topology.topics.filter(({ purpose }) => purpose === 'dead-letter');
  const topics = deadLetters.map(({ name }) => name);
  let admin: Promise<Admin> | undefined;
  let answer: Readonly<Record<string, number>> = {};
  let askedAt = Number.NEGATIVE_INFINITY;

  return {
    async counts() {
      if (performance.now() - askedAt < FRESH_MS) return answer;
      askedAt = performance.now();
      admin ??= connectKafkaAdmin(login);
      const found = await recordCounts(await admin, topics);
      const totals: Record<string, number> = Object.fromEntries(
        Object.keys(workload.streams).map((name) => [name, 0]),
      );
      for (const { name, consumer } of deadLetters) {
        for (const stream of workload.consumers[consumer ?? '']?.reads ?? []) {
          totals[stream] = (totals[stream] ?? 0) + (found.get(name) ?? 0);
        }
      }
      answer = totals;
      return answer;
    },
    async close() {
      await (await admin)?.disconnect();
    },
  };
}
