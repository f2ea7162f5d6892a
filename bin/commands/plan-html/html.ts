/** Text that is already HTML. Made by `html` only, so that nothing gets in unescaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[];

/** HTML with every inserted text escaped. */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const text = fixed.reduce((all, piece, index) => `${all}${shown(parts[index - 1])}${piece}`);
  return new Markup(text);
}

/** JSON that may stand inside a script element. */
export function inlineJson(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll('<', '\\u003c'));
}

function shown(part: Part | undefined): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
