import { allUrlVariables } from '../../../catalog/webhook-events.ts';
import { closest } from '../../../core/suggest.ts';

/** A name that Jira may replace in the URL of a webhook: `${issue.key}`. */
export interface WebhookVariable {
  /** As it is written, braces and all. */
  readonly text: string;
  readonly name: string;
  /**
   * Whether it can only be for the product: not something that the add-on's own server fills in when it serves the
   * descriptor, such as Spring's `${addon.key}` or Maven's `${project.version}`.
   */
  readonly isSurelyMeant: boolean;
}

const VARIABLE = /\$\{([^{}]{1,200})\}/g;
/** What names of the product begin with, and names of build tools and servers do not. */
const ENTITIES =
  /^(?:attachment|board|comment|issue|mergedVersion|modifiedUser|sprint|worklog|page|content|space|blog)\.\w+$/;

/** The variables of a URL, each once. Single braces without a dollar sign are the matter of url/wrong-syntax. */
export function findWebhookVariables(url: string): readonly WebhookVariable[] {
  const found = new Map<string, WebhookVariable>();
  for (const [text, name = ''] of url.matchAll(VARIABLE)) {
    found.set(text, { text, name, isSurelyMeant: ENTITIES.test(name) });
  }
  return Array.from(found.values());
}

/**
 * The variable of Jira that a name was most likely meant to be: `issueKey`, `issue_key`, `issue.kye`. Names that a server may
 * fill in are compared without regard to how they are written, but not for being alike: `${product.key}` is no typing error.
 */
export function meantVariable({ name, isSurelyMeant }: WebhookVariable): string | undefined {
  const all = [...allUrlVariables()];
  const same = all.find((variable) => plain(variable) === plain(name));
  // `${ISSUE_KEY}` is a variable of the environment.
  if (same !== undefined) return /^[A-Z_]+$/.test(name) ? undefined : same;
  if (!isSurelyMeant) return undefined;
  const [entity = '', property = ''] = name.split('.');
  const properties = all.filter((variable) => variable.startsWith(`${entity}.`)).map(propertyOf);
  const meant = closest(property, properties);
  return meant === undefined ? undefined : `${entity}.${meant}`;
}

function plain(name: string): string {
  return name.replace(/[^a-z0-9]/gi, '').toLowerCase();
}

function propertyOf(variable: string): string {
  return variable.split('.')[1] ?? '';
}
