import { stripVTControlCharacters } from 'node:util';
import { renderLiveEvent, renderLiveLine, renderLiveView } from '../../../local/live-view/render-live-view';
import type { ProcessStatus } from '../../../local/processes/process-spec';
import { BUSY_STREAM, snapshotOf } from './snapshot-of';

const plain = { columns: 120, isColored: false };
const BROKER: ProcessStatus = {
  name: 'broker-1',
  state: 'ready',
  pid: 4_101,
  restarts: 1,
  rssBytes: 400 * 2 ** 20,
};

describe('renderLiveView', () => {
  test('shows every figure of a stream where there is room', () => {
    expect(renderLiveView(snapshotOf(), plain)).toMatchInlineSnapshot(`
"realtime-analytics  running for 1:05

stream        in/s  ack/s  read/s  lag  ack p50    p99  end to end p50    p99  archived  objects  dead
──────────────────────────────────────────────────────────────────────────────────────────────────────
user-events  1,204  1,198   1,190   42  14.3 ms  48 ms           22 ms  96 ms    48,500       37     0

Ctrl-C stops everything"
`);
  });

  test.each([80, 90, 100, 110, 132])('fits %d columns', (columns) => {
    const snapshot = snapshotOf({
      streams: [{ ...BUSY_STREAM, stream: 'a-stream-with-a-very-long-name-indeed', lag: 1_234_567 }],
      processes: [BROKER],
      links: [{ name: 'broker-1', url: 'localhost:20126 (SASL_SSL)' }],
      events: [{ at: 5, text: 'x'.repeat(300), isProblem: true }],
      unmeasured: ['y'.repeat(300)],
    });

    const widths = renderLiveView(snapshot, { columns, isColored: true })
      .split('\n')
      .map((line) => stripVTControlCharacters(line).length);

    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
  });

  test('keeps the figures that matter most in a narrow terminal, each with its full name', () => {
    const [, , heads] = renderLiveView(snapshotOf(), { columns: 80, isColored: false }).split('\n');

    expect(heads?.split(/\s{2,}/)).toEqual([
      'stream',
      'in/s',
      'ack/s',
      'read/s',
      'lag',
      'end to end p99',
      'archived',
    ]);
  });

  test('in a low terminal the streams stay, and processes that are not ready are named', () => {
    const processes = Array.from(
      { length: 9 },
      (_, index): ProcessStatus => ({
        ...BROKER,
        name: `p-${index}`,
        state: index === 4 ? 'starting' : 'ready',
      }),
    );
    const links = [
      { name: 'live view', url: 'http://127.0.0.1:1/' },
      { name: 'S3', url: 'http://127.0.0.1:2' },
    ];
    const events = Array.from({ length: 9 }, (_, at) => ({ at, text: `event ${at}`, isProblem: false }));
    const at = (rows: number) => renderLiveView(snapshotOf({ processes, links, events }), { ...plain, rows });

    for (const rows of [60, 24, 18, 14]) {
      expect(at(rows).split('\n').length).toBeLessThan(rows);
      expect(at(rows)).toContain('user-events');
      expect(at(rows)).toContain('http://127.0.0.1:1/');
      expect(at(rows)).toContain('event 8');
    }
    expect(at(60)).toContain('p-0      ready');
    expect(at(24)).toContain('9 processes: p-4 starting, the others ready');
  });

  test('never shows zero for what nobody measured', () => {
    const text = renderLiveView(snapshotOf({ streams: [{ stream: 'fraud-alerts' }] }), plain);

    expect(text).toMatch(/fraud-alerts( +–){11}/);
  });

  test('shows processes with their address, and an address that does not fit below, uncut', () => {
    const long = `postgres://penstock@127.0.0.1:20127/${'x'.repeat(80)}`;
    const text = renderLiveView(
      snapshotOf({
        processes: [BROKER, { name: 'postgres', state: 'exited', pid: undefined, restarts: 0, rssBytes: 0 }],
        links: [
          { name: 'broker-1', url: 'localhost:20126' },
          { name: 'postgres', url: long },
          { name: 'live view', url: 'http://127.0.0.1:1234/' },
        ],
      }),
      plain,
    );

    expect(text).toContain('broker-1  ready   4101         1  400 MiB  localhost:20126\n');
    expect(text).toContain('postgres  exited     –         0        –\n');
    expect(text).toContain(`postgres   ${long}\nlive view  http://127.0.0.1:1234/`);
  });

  test('tells what happened, what could not be measured, and what the keys do', () => {
    const text = renderLiveView(
      snapshotOf({
        remainingSeconds: 9.4,
        events: [{ at: 15, text: 'broker-2 killed with SIGKILL', isProblem: false }],
        unmeasured: ['metrics of archiver: fetch failed'],
      }),
      plain,
    );

    expect(text).toContain('  0:15  broker-2 killed with SIGKILL');
    expect(text).toContain('not measured: metrics of archiver: fetch failed');
    expect(text).toContain('it ends by itself in 10 seconds');
  });
});

describe('renderLiveLine', () => {
  test('adds the streams up, and names the slowest', () => {
    const streams = [
      BUSY_STREAM,
      { stream: 'b', sentPerSecond: 5.6, lag: 8, endToEndMs: { p50Ms: 1, p99Ms: 2_500 } },
    ];

    expect(renderLiveLine(snapshotOf({ streams }))).toBe(
      '  1:05  in 1,210/s, acknowledged 1,198/s, read 1,190/s, lag 50, end to end p99 2.5 s, archived 48,500, objects 37',
    );
  });

  test('says nothing about what nobody measured', () => {
    expect(renderLiveLine(snapshotOf({ streams: [{ stream: 'a' }] }))).toBe(
      '  1:05  in –/s, acknowledged –/s, read –/s, lag –, end to end p99 –, archived –, objects –',
    );
  });

  test('an event is a line too', () => {
    expect(renderLiveEvent({ at: 3_723, text: 'x', isProblem: false })).toBe('1:02:03  x');
  });
});
