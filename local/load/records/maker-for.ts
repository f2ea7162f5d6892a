import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import type { JsonSchema } from '../../../lib/project/load-workload';
import type { LoadStream } from '../load-stream';
import { type Random, randomFrom, seedNumber } from '../random';
import type { MakerOptions, RecordMaker } from './record-maker';
import { schemaRecords } from './schema-records';
import { transactions } from './transactions';
import { userEvents } from './user-events';
import { weatherReadings } from './weather-readings';

/** Makers of realistic records, by the `$id` of the schema they follow. Any other schema gets random valid records. */
const REALISTIC: Readonly<Record<string, (options: MakerOptions) => RecordMaker>> = {
  'penstock:user-event.v1': userEvents,
  'penstock:transaction.v1': transactions,
  'penstock:iot-reading.v1': weatherReadings,
};

/** Records tried before a maker is trusted. */
const TRIAL_RECORDS = 200;

/** Gets ready to make values that should follow a schema, another at every call of the result. */
export type Sampler = (schema: JsonSchema, seed: number) => Promise<() => unknown>;

/**
 * The maker of a stream's records. A realistic one that no longer fits the schema (a field was added, say) gives
 * way to random valid records, so that a schema can be edited alone.
 * @param sampler asked only where random records are needed
 * @throws when no valid record can be made
 */
export async function makerFor(stream: LoadStream, seed: string, sampler: Sampler): Promise<RecordMaker> {
  const { schema, keyField, keys } = stream;
  const setupSeed = `${seed}/${stream.stream}/setup`;
  const isValid = validatorOf(stream);
  const random = randomFrom(setupSeed);
  const options: MakerOptions = { keys, random, ...(keyField !== undefined && { keyField }) };

  const realistic = REALISTIC[String(schema['$id'])]?.(options);
  if (realistic !== undefined && makesValid(realistic, isValid, random)) return realistic;

  const sample = await sampler(schema, seedNumber(setupSeed));
  const generic = schemaRecords({ ...options, schema, sample, isValid });
  if (makesValid(generic, isValid, random)) return generic;
  throw new Error(
    `streams.${stream.stream}.schema: records became invalid when "${keyField}" was set to another record's: add a few valid ones to its "examples"`,
  );
}

function validatorOf({ stream, schema }: LoadStream): (data: unknown) => boolean {
  const ajv = addFormats(new Ajv({ strict: false }));
  try {
    const validate = ajv.compile({ ...schema });
    return (data) => validate(data) === true;
  } catch (error) {
    throw new Error(`streams.${stream}.schema: is not a JSON Schema that Ajv can read`, { cause: error });
  }
}

function makesValid(maker: RecordMaker, isValid: (data: unknown) => boolean, random: Random): boolean {
  return Array.from({ length: TRIAL_RECORDS }, (_, index) =>
    maker.make({
      rank: index % Math.max(1, maker.keys),
      id: `trial-${index}`,
      at: new Date(index).toISOString(),
      random,
    }),
  ).every(isValid);
}
