/** Text that is markup already. Only {@link html} and {@link trustedHtml} make it. */
export class SafeHtml {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

type Interpolated = SafeHtml | string | number | false | undefined | readonly Interpolated[];

/**
 * Markup from a template. Whatever is interpolated is escaped for element content and for quoted attribute values,
 * apart from {@link SafeHtml}; lists are joined, `false` and `undefined` show nothing.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Interpolated[]): SafeHtml {
  const markup = strings.reduce((result, text, index) => result + toMarkup(values[index - 1]) + text);
  return new SafeHtml(markup);
}

/** Takes markup as it is: only for what the instance made itself from stored documents. */
export function trustedHtml(markup: string): SafeHtml {
  return new SafeHtml(markup);
}

/** JSON that may stand inside a `<script>` element: no character of it can end the element or start another. */
export function jsonForScript(value: unknown): SafeHtml {
  const json = JSON.stringify(value);
  return new SafeHtml(
    json
      .replaceAll('<', '\\u003c')
      .replaceAll('>', '\\u003e')
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029'),
  );
}

function toMarkup(value: Interpolated): string {
  if (value === undefined || value === false) return '';
  if (value instanceof SafeHtml) return value.toString();
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(toMarkup).join('');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
