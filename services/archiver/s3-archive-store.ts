import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { fromMetadata } from './archive-object';
import type { ArchiveStore } from './archive-store';

export interface S3ArchiveOptions {
  readonly bucket: string;
  /** Another S3 than AWS's, addressed by path. @default - AWS */
  readonly endpoint?: string;
  /** @default - region and credentials come from where the AWS SDK looks for them */
  readonly login?: {
    readonly region: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
}

/** Tries of one call before the archiver hears of it and waits longer. */
const ATTEMPTS = 3;
const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** The archive in a bucket. */
export class S3ArchiveStore implements ArchiveStore {
  readonly #bucket: string;
  readonly #client: S3Client;

  constructor({ bucket, endpoint, login }: S3ArchiveOptions) {
    this.#bucket = bucket;
    this.#client = new S3Client({
      maxAttempts: ATTEMPTS,
      requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
      ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
      ...(login !== undefined && { region: login.region, credentials: login }),
    });
  }

  async create(
    key: string,
    body: Buffer,
    metadata: Readonly<Record<string, string>>,
  ): Promise<'created' | 'exists'> {
    try {
      await this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: key,
          Body: body,
          ContentType: key.endsWith('.json') ? 'application/json' : 'application/x-ndjson',
          // Not Content-Encoding: S3 clients would undo it, and Athena goes by the name.
          Metadata: { ...metadata },
          IfNoneMatch: '*',
        }),
      );
      return 'created';
    } catch (error) {
      if (statusOf(error) === 412) return 'exists';
      throw error;
    }
  }

  async describe(key: string) {
    try {
      const { Metadata = {} } = await this.#client.send(
        new HeadObjectCommand({ Bucket: this.#bucket, Key: key }),
      );
      const object = fromMetadata(Metadata);
      if (object === undefined) {
        throw new Error(
          `s3://${this.#bucket}/${key} was not written by an archiver: move it away, it blocks the archive`,
        );
      }
      return object;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  async list(prefix: string, after?: string): Promise<string[]> {
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({
          Bucket: this.#bucket,
          Prefix: prefix,
          StartAfter: after,
          ContinuationToken: token,
        }),
      );
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return keys;
  }

  async read(key: string): Promise<Buffer> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
    if (Body === undefined) throw new Error(`s3://${this.#bucket}/${key} has no body`);
    return Buffer.from(await Body.transformToByteArray());
  }

  close(): void {
    this.#client.destroy();
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
