import { Counter, Histogram, Registry } from 'prom-client';
import { histogramQuantile } from '../../../local/live-view/histogram-quantile';
import { parsePrometheusText } from '../../../local/live-view/prometheus-text';

describe('parsePrometheusText', () => {
  test('reads what prom-client writes', async () => {
    const registry = new Registry();
    const counter = new Counter({ name: 'c_total', help: 'h', labelNames: ['topic'], registers: [registry] });
    const histogram = new Histogram({
      name: 'd_seconds',
      help: 'h',
      buckets: [0.1, 1],
      registers: [registry],
    });
    counter.inc({ topic: 'with "quotes", a \\ and a\nline' }, 1.5e12);
    histogram.observe(0.5);

    const samples = parsePrometheusText(await registry.metrics());

    expect(samples).toContainEqual({
      name: 'c_total',
      labels: { topic: 'with "quotes", a \\ and a\nline' },
      value: 1.5e12,
    });
    expect(samples.filter(({ name }) => name === 'd_seconds_bucket')).toEqual([
      { name: 'd_seconds_bucket', labels: { le: '0.1' }, value: 0 },
      { name: 'd_seconds_bucket', labels: { le: '1' }, value: 1 },
      { name: 'd_seconds_bucket', labels: { le: '+Inf' }, value: 1 },
    ]);
  });

  test('reads signs, infinities and time stamps, and skips what is no sample', () => {
    const page = '# HELP a b\n# TYPE a gauge\na -1.5\nb{x="1"} +Inf 1700000000\n\n{ no sample\nc NaN\n';

    expect(parsePrometheusText(page).map(({ name, value }) => [name, value])).toEqual([
      ['a', -1.5],
      ['b', Number.POSITIVE_INFINITY],
      ['c', Number.NaN],
    ]);
  });
});

describe('histogramQuantile', () => {
  const buckets = [
    { upTo: 10, count: 50 },
    { upTo: 20, count: 90 },
    { upTo: Number.POSITIVE_INFINITY, count: 100 },
  ];

  test.each([
    [0.25, 10 * (25 / 50)],
    [0.5, 10],
    [0.7, 10 + 10 * ((70 - 50) / (90 - 50))],
    [0.99, 20],
  ])('the quantile %d is %d', (share, expected) => {
    expect(histogramQuantile(buckets, share)).toBeCloseTo(expected, 10);
  });

  test('an empty histogram has none', () => {
    expect(histogramQuantile([], 0.5)).toBeUndefined();
    expect(histogramQuantile([{ upTo: Number.POSITIVE_INFINITY, count: 0 }], 0.5)).toBeUndefined();
  });
});
