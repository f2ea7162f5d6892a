import { kafkaUuid } from '../../../../local/processes/kafka/format-storage';

test('an id is 16 bytes in 22 characters and never looks like an option', () => {
  // One in 64 would begin with a dash: 1,000 draws without one are no luck (0.98^1000).
  for (let draw = 0; draw < 1_000; draw++) {
    expect(kafkaUuid()).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/);
  }
});
