import { isLocalHost } from '../../../catalog/hosts.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';
import { nameOf } from '../../wording.ts';
import { type BaseUrlView, collectBaseUrls } from './base-urls.ts';

/** Ports from which the products fetch descriptors. `URL` drops the one that goes without saying. */
const PORTS: readonly string[] = ['', '80', '443', '8080'];

export const BASE_URL_PORT: Rule = {
  id: 'base-url/port',
  severity: 'warning',
  summary: 'Base URLs use a port that the products fetch descriptors from, and leave the usual one out.',
  *check(view) {
    if (!isForJiraOrConfluence(view)) return;
    for (const baseUrl of collectBaseUrls(view.root)) {
      const { url } = baseUrl;
      if (url === undefined || isLocalHost(url.hostname)) continue;
      if (!PORTS.includes(url.port)) yield describeUnusual(baseUrl.pointer, url.port);
      else if (url.port === '') yield* describeSpelledOut(baseUrl);
    }
  },
};

function describeUnusual(pointer: string, port: string): RuleFinding {
  return {
    pointer,
    message: `${nameOf(pointer)} names port ${port}: the products fetch descriptors from ports 80, 443 and 8080 only.`,
    hint: 'Serve the add-on on the usual port of https, or its descriptor from another address.',
  };
}

function* describeSpelledOut({ text, pointer }: BaseUrlView): Iterable<RuleFinding> {
  const [, before, port] = /^([^/]*\/\/[^/?#]*?)(:(?:443|80)?)(?=[/?#]|$)/.exec(text) ?? [];
  if (before === undefined || port === undefined) return;
  const value = `${before}${text.slice(before.length + port.length)}`;
  yield {
    pointer,
    message: `${nameOf(pointer)} spells out the port that goes without saying: browsers leave it out, and origins and audiences are compared letter by letter.`,
    hint: `Remove "${port}".`,
    fix: { title: `Remove "${port}"`, changes: [{ kind: 'replace', pointer, value }] },
  };
}
