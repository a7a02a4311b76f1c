/**
 * Placeholders that add-ons put into descriptors for their server to fill in: `{{localBaseUrl}}` (Handlebars,
 * Mustache, Go), `${addon.base-url}` (Spring, shell), `<%= url %>` (EJS, ERB) and `__VERSION__`.
 * Their length is bounded, so that a text full of opening braces costs no more time than another.
 * Single braces, as in `{issue.key}`, are context variables of the products and not among them.
 */
const PLACEHOLDER = /\{\{.{1,200}?\}\}|\$\{.{1,200}?\}|<%.{1,200}?%>|__[A-Z][A-Z0-9_]{0,100}?__/s;

/** True for texts whose final form is not known before their server filled them in. */
export function hasPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

export interface FoundPlaceholder {
  readonly text: string;
  /** Offset in the text that was searched. */
  readonly offset: number;
}

/** Every placeholder of `text`, in order. */
export function findPlaceholders(text: string): readonly FoundPlaceholder[] {
  const matches = text.matchAll(new RegExp(PLACEHOLDER, 'gs'));
  return Array.from(matches, (match) => ({ text: match[0], offset: match.index }));
}
