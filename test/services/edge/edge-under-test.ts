import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { ByteBudget } from '../../../services/edge/byte-budget';
import { createEdge } from '../../../services/edge/create-edge';
import { createEdgeMetrics } from '../../../services/edge/edge-metrics';
import type { StreamDefinition } from '../../../services/edge/stream-definition';
import type { OutgoingRecord, RecordProducer } from '../../../services/runtime/kafka/record-producer';
import { silentLogger } from '../../../services/runtime/logger';

export const BATCH = 'application/cloudevents-batch+json';
export const SINGLE = 'application/cloudevents+json';

/** A producer that keeps what it is given. */
export class RecordingProducer implements Pick<RecordProducer, 'send'> {
  readonly sent: { topic: string; records: readonly OutgoingRecord[] }[] = [];
  /** What becomes of the next calls: acknowledged at once, unless told otherwise. */
  answer: () => Promise<void> = async () => {};

  async send(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    this.sent.push({ topic, records });
    await this.answer();
  }
}

/** Payments by account, with one nested object. */
export const PAYMENTS: StreamDefinition = {
  stream: 'payments',
  topic: 'payments-topic',
  key: 'account',
  schemaId: 'test:payment.v1',
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['account', 'amount'],
    properties: {
      account: { type: ['string', 'integer'] },
      amount: { type: 'number', minimum: 0 },
      at: { type: 'string', format: 'date-time' },
      note: { type: 'string' },
      place: { type: 'object', required: ['city'], properties: { city: { type: 'string' } } },
    },
  },
};

export interface EdgeUnderTestOptions {
  readonly maxBodyBytes?: number;
  readonly maxRecordBytes?: number;
  readonly maxRecords?: number;
  readonly inFlightBytes?: number;
  readonly streams?: readonly StreamDefinition[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what the tests are about
  readonly body: any;
}

const running: { close(): Promise<unknown> }[] = [];

/** To be called after all tests of a file. */
export async function closeEdges(): Promise<void> {
  await Promise.all(running.splice(0).map((app) => app.close()));
}

interface PostOptions {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The edge on a free loopback port, with a producer that only keeps records. */
export async function edgeUnderTest(options: EdgeUnderTestOptions = {}) {
  const producer = new RecordingProducer();
  const registry = new Registry();
  const budget = new ByteBudget(options.inFlightBytes ?? 1024 ** 2);
  const app = createEdge({
    streams: options.streams ?? [PAYMENTS],
    producer,
    budget,
    limits: {
      maxBodyBytes: options.maxBodyBytes ?? 64 * 1024,
      maxRecordBytes: options.maxRecordBytes ?? 16 * 1024,
      maxRecords: options.maxRecords ?? 100,
    },
    metrics: createEdgeMetrics(registry, () => budget.used),
    logger: silentLogger,
  });
  running.push(app);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  /** Sends a body: text and bytes as they are, anything else as JSON. */
  const post = async (
    body: unknown,
    { path = '/v1/streams/payments', headers = {} }: PostOptions = {},
  ): Promise<Answer> => {
    const response = await fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': BATCH, ...headers },
      body:
        typeof body === 'string' || body instanceof Uint8Array
          ? (body as RequestInit['body'])
          : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const records = () => producer.sent.flatMap((call) => call.records);
  return { producer, budget, registry, origin, post, records };
}

/** A payment as a CloudEvent. */
export function paymentEvent(
  overrides: object = {},
  data: unknown = { account: 'a-1', amount: 12.5 },
): object {
  return { specversion: '1.0', id: 'e-1', source: '/test', type: 'payment', data, ...overrides };
}
