// @ts-check

/** A piece of HTML that is safe to send. */
export class Html {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }
}

/**
 * A template in which everything is escaped, except what is {@link Html} already. `undefined` becomes nothing.
 * @param {TemplateStringsArray} strings
 * @param {...(Html | string | number | undefined | readonly Html[])} values
 */
export function html(strings, ...values) {
  return new Html(strings.reduce((text, string, index) => text + render(values[index - 1]) + string));
}

/**
 * @param {Html | string | number | undefined | readonly Html[]} value
 * @returns {string}
 */
function render(value) {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  return typeof value === 'object' ? value.map(render).join('') : escapeHtml(String(value));
}

/** @type {Readonly<Record<string, string>>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** @param {string} text */
function escapeHtml(text) {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
