import { constants, generateKeyPair, privateEncrypt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { md, pki } from 'node-forge';

/** PEM files of the platform's own certificate authority and of each broker. */
export interface Certificates {
  /** What clients trust. */
  readonly caFile: string;
  /** Private key and certificate of one broker in one file, as Kafka reads them. */
  readonly brokerFiles: readonly string[];
}

const DAY_MS = 86_400_000;
const VALID_DAYS = 90;

/** Certificates for brokers `CN=broker-1` to `CN=broker-<count>`, kept in the folder and made anew when they are about to expire. */
export async function ensureCertificates(
  directory: string,
  count: number,
  now = new Date(),
): Promise<Certificates> {
  const certificates = {
    caFile: join(directory, 'ca.pem'),
    brokerFiles: Array.from({ length: count }, (_, index) => join(directory, `broker-${index + 1}.pem`)),
  };
  if (!(await areUsable(certificates, now))) await createCertificates(directory, certificates, now);
  return certificates;
}

async function areUsable({ caFile, brokerFiles }: Certificates, now: Date): Promise<boolean> {
  if (![caFile, ...brokerFiles].every((file) => existsSync(file))) return false;
  const { notAfter } = pki.certificateFromPem(await readFile(caFile, 'utf8')).validity;
  return notAfter.getTime() - now.getTime() > DAY_MS;
}

async function createCertificates(directory: string, files: Certificates, now: Date): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const [caKeys, ...brokerKeys] = await Promise.all([rsaKeys(), ...files.brokerFiles.map(rsaKeys)]);
  const caName = [{ name: 'commonName', value: 'Penstock local CA' }];

  const ca = certificate({ subject: caName, issuer: caName, publicKey: caKeys.publicKey, now });
  ca.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  sign(ca, caKeys.privateKey);

  for (const [index, keys] of brokerKeys.entries()) {
    const subject = [{ name: 'commonName', value: `broker-${index + 1}` }];
    const broker = certificate({ subject, issuer: caName, publicKey: keys.publicKey, now });
    broker.setExtensions([
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      // Brokers are each other's clients.
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ]);
    sign(broker, caKeys.privateKey);
    await writeSecret(files.brokerFiles[index] ?? '', keys.privateKey + pki.certificateToPem(broker));
  }
  await writeFile(files.caFile, pki.certificateToPem(ca));
}

interface CertificateRequest {
  readonly subject: pki.CertificateField[];
  readonly issuer: pki.CertificateField[];
  readonly publicKey: string;
  readonly now: Date;
}

function certificate({ subject, issuer, publicKey, now }: CertificateRequest): pki.Certificate {
  const made = pki.createCertificate();
  made.publicKey = pki.publicKeyFromPem(publicKey);
  // A leading byte below 0x80 keeps the number positive.
  made.serialNumber = `01${crypto.randomUUID().replaceAll('-', '')}`;
  made.validity.notBefore = new Date(now.getTime() - DAY_MS);
  made.validity.notAfter = new Date(now.getTime() + VALID_DAYS * DAY_MS);
  made.setSubject(subject);
  made.setIssuer(issuer);
  return made;
}

/** What precedes a SHA-256 digest in an RSA signature (RFC 8017, section 9.2, note 1). */
const SHA256_DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** Signs with Node's own RSA: forge's, written in JavaScript, takes seconds inside a test runner. */
function sign(unsigned: pki.Certificate, privateKey: string): void {
  const key: Pick<pki.rsa.PrivateKey, 'sign'> = {
    sign: (digest: md.MessageDigest) => {
      const info = Buffer.concat([SHA256_DIGEST_INFO, Buffer.from(digest.digest().getBytes(), 'binary')]);
      return privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, info).toString(
        'binary',
      );
    },
  };
  // Of a private key, forge uses only `sign`.
  unsigned.sign(key as pki.rsa.PrivateKey, md.sha256.create());
}

/** Native, in the thread pool: some 50 ms a key, where forge's own takes a second. */
function rsaKeys(): Promise<{ publicKey: string; privateKey: string }> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    // Kafka reads no other form.
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

async function writeSecret(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
}
