import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificates, ensureCertificates } from '../../../local/processes/certificates';

// Processes and keys take their time on a busy machine.
jest.setTimeout(30_000);

const DAY_MS = 86_400_000;
let directory: string;
let certificates: Certificates;
let ca: X509Certificate;
let brokers: X509Certificate[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'penstock-test-'));
  certificates = await ensureCertificates(directory, 3);
  ca = new X509Certificate(await readFile(certificates.caFile));
  brokers = await Promise.all(
    certificates.brokerFiles.map(async (file) => new X509Certificate(await readFile(file))),
  );
});
afterAll(() => rm(directory, { recursive: true }));

test('the authority signs itself and every broker', () => {
  expect([ca, ...brokers].map((certificate) => certificate.verify(ca.publicKey))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([ca, ...brokers].map((certificate) => certificate.ca)).toEqual([true, false, false, false]);
});

test("a broker's subject is the principal that super.users names", () => {
  expect(brokers.map((broker) => broker.subject)).toEqual(['CN=broker-1', 'CN=broker-2', 'CN=broker-3']);
});

test('a broker answers to localhost and 127.0.0.1 only', () => {
  expect(brokers.map((broker) => broker.subjectAltName)).toEqual(
    Array(3).fill('DNS:localhost, IP Address:127.0.0.1'),
  );
});

test('serial numbers differ', () => {
  expect(new Set([ca, ...brokers].map((certificate) => certificate.serialNumber)).size).toBe(4);
});

test("a broker's file begins with its own private key, in the form Kafka reads, and only the owner may read it", async () => {
  for (const [index, file] of certificates.brokerFiles.entries()) {
    const pem = await readFile(file, 'utf8');
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(brokers[index]?.checkPrivateKey(createPrivateKey(pem))).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  }
});

test('certificates are kept until a day before they expire', async () => {
  const before = await readFile(certificates.caFile, 'utf8');

  await ensureCertificates(directory, 3, new Date(Date.now() + 88 * DAY_MS));
  expect(await readFile(certificates.caFile, 'utf8')).toBe(before);

  await ensureCertificates(directory, 3, new Date(Date.now() + 89.5 * DAY_MS));
  expect(await readFile(certificates.caFile, 'utf8')).not.toBe(before);
});
