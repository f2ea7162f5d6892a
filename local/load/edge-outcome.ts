/** What became of one request, as far as the sender can know. */
export type EdgeOutcome =
  /** Every record is on all in-sync replicas. */
  | { readonly kind: 'acknowledged' }
  /** Certainly not written, and worth another try after the pause. `behind`: the edge said 429. */
  | {
      readonly kind: 'not-written';
      readonly behind: boolean;
      readonly retryAfterMs: number;
      readonly reason: string;
    }
  /** Certainly not written, and never will be: the records are wrong. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Written or not, wholly or in part: nobody can tell. Sending again could duplicate. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** A response of the edge, read completely. */
export interface EdgeResponse {
  readonly status: number;
  readonly retryAfter?: string;
  readonly body: string;
}

const DEFAULT_RETRY_AFTER_MS = 1_000;
const LONGEST_RETRY_AFTER_MS = 30_000;
/** Errors after which no byte of the request was sent. */
const NEVER_SENT: readonly string[] = [
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
];

/** Reads a response. What the edge does not promise is unknown, never taken for success or for failure. */
export function outcomeOfResponse(response: EdgeResponse, records: number): EdgeOutcome {
  const { status } = response;
  const fields = fieldsOf(response.body);
  const reason = reasonOf(status, response.body);

  if (status === 200) {
    return fields['accepted'] === records
      ? { kind: 'acknowledged' }
      : { kind: 'unknown', reason: `200 for ${fields['accepted']} of ${records} records` };
  }
  if (status === 429 || (status === 503 && fields['outcome'] === 'not-written')) {
    return {
      kind: 'not-written',
      behind: status === 429,
      retryAfterMs: retryAfterMs(response.retryAfter),
      reason,
    };
  }
  const isFinal = status >= 400 && status < 500 && status !== 408 && fields['outcome'] !== 'unknown';
  return isFinal ? { kind: 'rejected', reason } : { kind: 'unknown', reason };
}

/** Reads an error of the connection. */
export function outcomeOfError(error: unknown): EdgeOutcome {
  const code = codeOf(error);
  const reason = code ?? (error instanceof Error ? error.message : String(error));
  return code !== undefined && NEVER_SENT.includes(code)
    ? { kind: 'not-written', behind: false, retryAfterMs: DEFAULT_RETRY_AFTER_MS, reason }
    : { kind: 'unknown', reason };
}

/** Seconds or an HTTP date. */
function retryAfterMs(header: string | undefined): number {
  if (header === undefined) return DEFAULT_RETRY_AFTER_MS;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? DEFAULT_RETRY_AFTER_MS : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS);
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

function reasonOf(status: number, body: string): string {
  const text = body.replace(/\s+/g, ' ').trim();
  return `${status} ${text.length > 200 ? `${text.slice(0, 199)}…` : text}`;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
