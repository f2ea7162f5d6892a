import { classifyProduceError } from '../../../services/runtime/kafka/classify-produce-error';

function kindOf(...codes: readonly string[]): string {
  return classifyProduceError({ codes, message: '' }).kind;
}

test('a batch the broker has seen before is written', () => {
  expect(kindOf('DUPLICATE_SEQUENCE_NUMBER')).toBe('written');
});

test('without an answer nobody knows', () => {
  expect(kindOf()).toBe('lost');
});

// The leader appends first, then waits for its replicas; losing leadership ends that wait with this very code.
test.each([
  'NOT_LEADER_OR_FOLLOWER',
  'REQUEST_TIMED_OUT',
  'NOT_ENOUGH_REPLICAS_AFTER_APPEND',
  'KAFKA_STORAGE_ERROR',
])('%s may come after the record was appended', (code) => expect(kindOf(code)).toBe('lost'));

test.each(['NOT_ENOUGH_REPLICAS', 'CORRUPT_MESSAGE', 'MESSAGE_TOO_LARGE', 'TOPIC_AUTHORIZATION_FAILED'])(
  '%s comes before anything is appended',
  (code) => expect(kindOf(code)).toBe('rejected'),
);

test('what will not get better is not tried again', () => {
  expect(classifyProduceError({ codes: ['MESSAGE_TOO_LARGE'], message: '' })).toMatchObject({
    failure: 'too-large',
  });
  expect(classifyProduceError({ codes: ['TOPIC_AUTHORIZATION_FAILED'], message: '' })).toMatchObject({
    failure: 'refused',
  });
  expect(classifyProduceError({ codes: ['NOT_ENOUGH_REPLICAS'], message: '' })).not.toHaveProperty('failure');
});
