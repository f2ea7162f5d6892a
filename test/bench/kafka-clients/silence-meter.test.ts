import { SilenceMeter } from '../../../bench/kafka-clients/silence-meter';

test('measures the longest time between two deliveries of the same partition', () => {
  const meter = new SilenceMeter();
  meter.hear(0, 1_000);
  meter.hear(1, 1_000);
  meter.open(1_000);

  meter.hear(0, 1_100);
  meter.hear(1, 1_400);
  meter.hear(0, 1_450);

  // Partition 0 was silent for 1,450 - 1,100, partition 1 for 1,400 - 1,000.
  expect(meter.longestMs(1_450)).toBe(400);
});

test('forgets what was before it was opened', () => {
  const meter = new SilenceMeter();
  meter.hear(0, 0);
  meter.hear(0, 5_000);

  meter.open(5_000);
  meter.hear(0, 5_010);

  expect(meter.longestMs(5_010)).toBe(10);
});

test('counts a silence that has not ended', () => {
  const meter = new SilenceMeter();
  meter.hear(0, 0);
  meter.open(0);

  expect(meter.longestMs(3_000)).toBe(3_000);
});
