import { isWebhookUrlVariable } from '../catalog/webhook-url-variables.ts';

/**
 * Placeholders that add-ons put into descriptors for their server to fill in: `{{localBaseUrl}}` (Handlebars,
 * Mustache, Go, Jinja), `${addon.base-url}` (Spring, shell), `<%= url %>` (EJS, ERB), `{% url 'name' %}` (Django, Liquid)
 * and `__VERSION__`. Their length is bounded, so that a text full of opening braces costs no more time than another.
 *
 * What the products fill in is not among them: single braces, as in `{issue.key}`, are context variables, and Jira writes
 * the variables of a webhook's URL as `${issue.key}`. Those have fixed names, and no real descriptor has a placeholder of
 * such a name; so a text in which nothing else stands between `${` and `}` is final, wherever it stands.
 */
const PLACEHOLDER =
  /\{\{.{1,200}?\}\}|\$\{.{1,200}?\}|<%.{1,200}?%>|\{%.{1,200}?%\}|__[A-Z][A-Z0-9_]{0,100}?__/gs;

/** True for texts whose final form is not known before their server filled them in. */
export function hasPlaceholder(text: string): boolean {
  return OPENINGS.some((opening) => text.includes(opening)) && findPlaceholders(text).length > 0;
}

/** Most texts have none of these, and looking for them takes a fraction of what the pattern takes. */
const OPENINGS = ['{{', '${', '<%', '{%', '__'] as const;

export interface FoundPlaceholder {
  readonly text: string;
  /** Offset in the text that was searched. */
  readonly offset: number;
}

/** Every placeholder of `text`, in order. */
export function findPlaceholders(text: string): readonly FoundPlaceholder[] {
  return Array.from(text.matchAll(PLACEHOLDER), (match) => ({ text: match[0], offset: match.index })).filter(
    ({ text: found }) => !(found.startsWith('${') && isWebhookUrlVariable(found.slice(2, -1))),
  );
}
