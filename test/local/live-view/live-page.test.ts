import { type LivePage, startLivePage } from '../../../local/live-view/live-page';
import { snapshotOf } from './snapshot-of';

let page: LivePage;

beforeEach(async () => {
  page = await startLivePage();
});
afterEach(() => page.close());

describe('the live page', () => {
  test('needs nothing from elsewhere: every address in it is its own, and is answered', async () => {
    const answer = await fetch(page.url);
    const html = await answer.text();
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, address = '']) => address)
      .filter((address) => !address.startsWith('data:'));
    const answers = await Promise.all(addresses.map((address) => fetch(new URL(address, page.url))));

    expect(addresses).toEqual(['/uplot.css', '/uplot.js']);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('is only there for this machine', () => {
    expect(new URL(page.url).hostname).toBe('127.0.0.1');
  });

  test('sends those who come late what they missed, then every snapshot, then the end', async () => {
    const early = snapshotOf({ elapsedSeconds: 1 });
    const late = snapshotOf({ elapsedSeconds: 2 });
    page.publish(early);

    const answer = await fetch(new URL('/snapshots', page.url));
    // The page is open once it was answered.
    page.publish(late);
    const [events] = await Promise.all([answer.text(), page.close()]);

    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(events).toBe(
      `event: history\ndata: ${JSON.stringify([early])}\n\nevent: snapshot\ndata: ${JSON.stringify(late)}\n\nevent: end\ndata: {}\n\n`,
    );
  });
});
