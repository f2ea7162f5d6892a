import { kafkaUnusable } from '../../../services/runtime/kafka/kafka-unusable';

/** As the client reports that it failed at each broker, again and again. */
function afterRetries(message: string): Error {
  const atBroker = new Error('Connection to broker failed.', { cause: new Error(message) });
  const attempt = new AggregateError([atBroker, atBroker], 'Cannot connect to any broker.');
  return new AggregateError([attempt, attempt], 'metadata failed 4 times.');
}

test.each([
  ['SASL authentication failed.', 'KAFKA_CREDENTIALS'],
  ['self-signed certificate in certificate chain', 'KAFKA_CA_FILE'],
  ['connect ECONNREFUSED 127.0.0.1:1', 'KAFKA_BOOTSTRAP'],
  ['Unknown topic orders.', 'create the topic'],
])('"%s" is said once, with what to look at', (reason, hint) => {
  const { message } = kafkaUnusable(['b:1', 'b:2'], afterRetries(reason));

  expect(message).toContain('Kafka at b:1,b:2 cannot be used: ');
  expect(message.split(reason.replace(/\.$/, ''))).toHaveLength(2);
  expect(message).toContain(hint);
});

test('a reason nobody foresaw is said as it is', () => {
  expect(kafkaUnusable(['b:1'], 'out of luck').message).toBe('Kafka at b:1 cannot be used: out of luck');
});
