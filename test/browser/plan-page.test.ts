import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { planPage } from '../../bin/commands/plan-html/plan-page';
import { plan } from '../../lib/capacity/plan';
import { usd } from '../../lib/capacity/quantities';
import { stageNamed } from '../../lib/config/stages';
import { loadWorkload } from '../../lib/project/load-workload';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** No network is asked for anything: not for updates, not for names. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--enable-logging=stderr',
];
/** A browser needs a second; a busy machine of two cores much longer. */
const PATIENCE_MS = 60_000;

jest.setTimeout(2 * PATIENCE_MS);

/** What the page looks like from inside, written where it can be read from outside. */
const MEASURE = `<script>
addEventListener('load', () => {
  const canvas = document.querySelector('#cost-chart canvas');
  const ink = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  document.body.dataset.painted = String(ink.filter((value, index) => index % 4 === 3 && value > 0).length);
  document.body.dataset.overflow = String(document.documentElement.scrollWidth - innerWidth);
  document.body.dataset.background = getComputedStyle(document.body).backgroundColor;
  document.body.dataset.bars = String([...document.querySelectorAll('.track > span')].filter((bar) => bar.clientWidth > 0).length);
});
</script></body>`;

const { workload } = loadWorkload('realtime-analytics');
const stage = stageNamed('prod');
const planned = plan(workload, stage);
let folder: string;

beforeAll(() => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `no browser at ${CHROMIUM}: install one with "sudo apt-get install -y chromium", or set CHROMIUM to the path of a Chromium or Chrome`,
    );
  }
  folder = mkdtempSync(join(tmpdir(), 'penstock-page-'));
  const page = planPage(planned, { workload, stage });
  writeFileSync(join(folder, 'plan.html'), page);
  writeFileSync(join(folder, 'measured.html'), page.replace('</body>', MEASURE));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the page of a plan in a browser', () => {
  test('shows the answer, draws its chart and its bars, and has no errors', async () => {
    const { dom, log } = await opened('measured.html');

    expect(dom).toContain(`<dd>${usd(planned.cost.usdPerMonth)}</dd>`);
    expect(Number(measured(dom, 'painted'))).toBeGreaterThan(1_000);
    // One bar per line of the bill, two per limit.
    expect(Number(measured(dom, 'bars'))).toBeGreaterThan(planned.cluster.utilization.length * 2);
    expect(log).not.toMatch(/CONSOLE|ERR_|Refused/);
  });

  test('is as wide as its window, on a desk and on a telephone', async () => {
    for (const width of [1200, 500]) {
      const { dom } = await opened('measured.html', [`--window-size=${width},900`]);
      expect({ width, overflow: Number(measured(dom, 'overflow')) }).toEqual({ width, overflow: 0 });
    }
  });

  test('is light by day and dark by night', async () => {
    const scheme = async (preferred: number) => {
      const { dom } = await opened('measured.html', [`--blink-settings=preferredColorScheme=${preferred}`]);
      return measured(dom, 'background');
    };

    expect(await scheme(1)).toBe('rgb(246, 247, 249)');
    expect(await scheme(0)).toBe('rgb(20, 23, 28)');
  });

  test('can be printed', async () => {
    const file = join(folder, 'plan.pdf');
    await chromium('plan.html', [`--print-to-pdf=${file}`]);

    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

async function opened(page: string, flags: readonly string[] = []): Promise<{ dom: string; log: string }> {
  const { stdout, stderr } = await chromium(page, ['--dump-dom', ...flags]);
  return { dom: stdout, log: stderr };
}

function chromium(page: string, flags: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  const profile = join(folder, 'profile');
  mkdirSync(profile, { recursive: true });
  const words = [...FLAGS, `--user-data-dir=${profile}`, ...flags, pathToFileURL(join(folder, page)).href];
  return promisify(execFile)(CHROMIUM, words, { timeout: PATIENCE_MS, maxBuffer: 50e6, encoding: 'utf8' });
}

function measured(dom: string, name: string): string {
  return new RegExp(`data-${name}="([^"]*)"`).exec(dom)?.[1] ?? 'not measured';
}
