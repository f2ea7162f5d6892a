import { z } from 'zod';
import { commonEnvironment } from '../runtime/common-environment';
import { wholeNumber } from '../runtime/environment-types';

const MIB = 1024 ** 2;
/** A topic's whole name. */
const TOPICS = /^[\w.-]+(,[\w.-]+)*$/;

/** Variables of the archiver. AWS region and credentials come from where the AWS SDK looks for them. */
export const archiverEnvironment = z.object({
  ...commonEnvironment.shape,
  /** Bucket objects are created in. */
  ARCHIVE_BUCKET: z.string(),
  /** Topics to archive: `orders,payments`. */
  ARCHIVE_TOPICS: z
    .string()
    .regex(TOPICS, 'topic[,topic…]')
    .transform((list) => list.split(',')),
  /** Consumer group. @default 'archiver' */
  ARCHIVE_GROUP: z.string().default('archiver'),
  /** Another S3 than AWS's, addressed by path. @default - AWS */
  S3_ENDPOINT: z.url({ message: 'a URL' }).optional(),
  /** Size of an object's lines before compression, in bytes. @default 16 MiB */
  ARCHIVE_CUT_BYTES: wholeNumber(1024, 1024 * MIB).default(16 * MIB),
  /** Longest wait of a record for its object, in seconds. @default 60 */
  ARCHIVE_CUT_SECONDS: wholeNumber(1, 3600).default(60),
  /** Size of lines held before reading stops, in bytes. @default 256 MiB */
  ARCHIVE_MEMORY_BYTES: wholeNumber(MIB).default(256 * MIB),
});

export type ArchiverSettings = z.output<typeof archiverEnvironment>;
