import type { NumberSource } from '../../../lib/capacity/plan-model';

/** Numbers the sources of a plan in the order they are first mentioned, so that a table needs only `[3]`. */
export class SourceNotes {
  readonly #sources: NumberSource[] = [];

  /** The mark of a source; empty for none. */
  mark(source: NumberSource | undefined): string {
    if (source === undefined) return '';
    const known = this.#sources.findIndex(({ url, title }) => url === source.url && title === source.title);
    if (known >= 0) return `[${known + 1}]`;
    this.#sources.push(source);
    return `[${this.#sources.length}]`;
  }

  /** Every source that was marked, with its number. */
  all(): readonly { readonly number: number; readonly source: NumberSource }[] {
    return this.#sources.map((source, index) => ({ number: index + 1, source }));
  }
}
