import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runtime } from '../runtime/install-runtime';
import { freePorts } from './free-ports';
import { httpReady } from './http-ready';
import { type ClassArchive, jvmFlags, jvmStopTimeoutMs } from './jvm-flags';
import type { ProcessSpec } from './process-spec';

export interface S3ServerOptions {
  readonly runtime: Runtime;
  readonly stateDir: string;
  readonly buckets: readonly string[];
  readonly archive?: ClassArchive;
}

export interface PreparedS3Server {
  readonly endpoint: string;
  readonly spec: ProcessSpec;
}

/** Objects of a replayed or archived slice are a few MiB; S3Mock refuses bodies above 10 MB unless told. */
const LARGEST_BODY = '256MB';

/** Adobe S3Mock: path-style S3 with checksums and conditional writes. It does not check signatures. */
export async function prepareS3Server(options: S3ServerOptions): Promise<PreparedS3Server> {
  const { runtime, stateDir, buckets, archive } = options;
  const root = join(stateDir, 'data', 's3');
  await mkdir(root, { recursive: true });
  const [port = 0, unusedPort = 0] = await freePorts(2);
  const endpoint = `http://127.0.0.1:${port}`;
  const s3mock = 'com.adobe.testing.s3mock';

  return {
    endpoint,
    spec: {
      name: 's3',
      command: runtime.java.command,
      args: [
        ...jvmFlags({ heapMiB: 256, archive }),
        ...['-jar', runtime.s3Jar],
        // It always opens two ports: this one …
        ...['--server.address=127.0.0.1', `--server.port=${port}`, '--server.ssl.enabled=false'],
        // … and one that its own code opens to the whole network; the file replaces that code's connector.
        `--http.port=${unusedPort}`,
        `--spring.main.sources=file:${join(__dirname, 's3-loopback.xml')}`,
        '--spring.main.allow-bean-definition-overriding=true',
        `--${s3mock}.store.root=${root}`,
        `--${s3mock}.store.retain-files-on-exit=true`,
        `--${s3mock}.store.initial-buckets=${buckets.join(',')}`,
        `--${s3mock}.max-payload-size=${LARGEST_BODY}`,
        // It looks for the object and then writes it: only one request at a time makes "create only" hold, as it does on S3 …
        '--server.tomcat.threads.max=1',
        '--server.tomcat.threads.min-spare=1',
        // … and a client that stops in the middle of a body must not hold up all others for long.
        '--server.tomcat.connection-timeout=5s',
        '--logging.level.root=WARN',
      ],
      stopTimeoutMs: jvmStopTimeoutMs(archive),
      logFile: join(stateDir, 'logs', 's3.log'),
      // Listing the buckets also makes it load its store, which it puts off until the first request.
      ready: httpReady(`${endpoint}/`),
    },
  };
}
