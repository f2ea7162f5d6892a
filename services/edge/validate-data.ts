import Ajv, { type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { StreamDefinition } from './stream-definition';

/** What is wrong in a record's data. */
export interface DataProblem {
  /** JSON Pointer, `/amount`. Empty for the data as a whole. */
  readonly field: string;
  readonly message: string;
}

/** Undefined when the data follows the stream's schema. */
export type DataValidator = (data: unknown) => DataProblem | undefined;

/**
 * Compiles a stream's schema. Stops at the first problem of a record: bad input must not cost more than good input.
 * @throws Error when the schema itself is wrong
 */
export function compileValidator({ stream, schema }: StreamDefinition): DataValidator {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: false });
  addFormats(ajv);
  try {
    const validate = ajv.compile(schema);
    return (data) => (validate(data) ? undefined : problemOf(validate.errors?.[0]));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the schema of stream "${stream}" cannot be compiled: ${reason}`, { cause });
  }
}

function problemOf(error: ErrorObject | undefined): DataProblem {
  if (error === undefined) return { field: '', message: 'does not follow the schema' };
  const { instancePath, keyword, params, message = 'does not follow the schema' } = error;
  // Ajv points at the object; the sender looks for the field.
  if (keyword === 'required') {
    return { field: `${instancePath}/${pointerPart(params['missingProperty'])}`, message: 'is required' };
  }
  if (keyword === 'additionalProperties') {
    return {
      field: `${instancePath}/${pointerPart(params['additionalProperty'])}`,
      message: 'is not a field of this schema',
    };
  }
  if (keyword === 'enum') {
    return { field: instancePath, message: `must be one of ${JSON.stringify(params['allowedValues'])}` };
  }
  return { field: instancePath, message };
}

function pointerPart(name: unknown): string {
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1');
}
