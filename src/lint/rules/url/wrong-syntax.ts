// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the form of variables in webhooks
import { CONTEXT_VARIABLES, MACRO_VARIABLES } from '../../../catalog/context-variables.ts';
import { allUrlVariables } from '../../../catalog/webhook-events.ts';
import { findPlaceholders } from '../../../descriptor/placeholders.ts';
import type { FixPlan } from '../../fix-plan.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';
import { findVariables } from '../../view/url-variables.ts';
import type { UrlView } from '../../view/urls.ts';
import { nameOf } from '../../wording.ts';

export const URL_WRONG_SYNTAX: Rule = {
  id: 'url/wrong-syntax',
  severity: 'warning',
  summary: 'Variables stand in single braces, in webhooks with a dollar sign before them.',
  *check(view) {
    if (!isForJiraOrConfluence(view)) return;
    for (const url of view.urls) {
      if (url.module?.type === 'webhooks') {
        yield* checkWebhook(
          url,
          view.products.every((product) => product === 'confluence'),
        );
      } else if (url.use === 'page' || url.use === 'call' || (url.use === 'link' && url.base === 'addon')) {
        yield* checkPage(url);
      }
    }
  },
};

/** `${issue.key}`, `{{issue.key}}` and `%7Bissue.key%7D`, where there is such a variable. */
function* checkPage({ text, pointer }: UrlView): Iterable<RuleFinding> {
  const dollars = findVariables(text).filter(({ hasDollar }) => hasDollar);
  const found = [
    ...dollars.map(({ name }) => `\${${name}}`),
    ...findPlaceholders(text).map((one) => one.text),
    ...(text.match(/%7B[\w.]{1,60}%7D/gi) ?? []),
  ];
  const pairs = found.flatMap((written) => {
    const name = /^(?:\$\{|\{\{|%7B)\s*([\w.]+)\s*(?:\}\}?|%7D)$/i.exec(written)?.[1] ?? '';
    const isKnown = CONTEXT_VARIABLES.has(name) || MACRO_VARIABLES.has(name);
    return isKnown ? [[written, `{${name}}`] as const] : [];
  });
  const [first] = pairs;
  if (first === undefined) return;
  const [written, wanted] = first;
  yield {
    pointer,
    message: `${nameOf(pointer)} has ${written}: ${effectOf(written)}.`,
    hint: `Write ${wanted}.`,
    fix: replaceAll(text, pairs, pointer),
  };
}

function effectOf(written: string): string {
  if (written.startsWith('$')) {
    return 'pages have variables without a dollar sign; the products of 2016 took this form too, those of today do not document it';
  }
  return written.startsWith('{{')
    ? 'servers with templates take double braces for their own and leave nothing there'
    : 'the product looks for braces, not for their encoded form';
}

function* checkWebhook(url: UrlView, isConfluence: boolean): Iterable<RuleFinding> {
  const { text, pointer } = url;
  const plain = findVariables(text).filter(({ hasDollar }) => !hasDollar);
  const names = [...new Set(plain.map(({ name }) => name))];
  if (names.length === 0) return;
  const shown = `${nameOf(pointer)} has {${names[0]}}`;
  if (isConfluence) {
    yield {
      pointer,
      message: `${shown}: Confluence fills nothing into URLs of webhooks, so that the braces arrive as they are.`,
      hint: 'Remove it: the body of the webhook says what it is about.',
    };
    return;
  }
  const isKnown = names.every((name) => allUrlVariables().has(name));
  yield {
    pointer,
    // Quotations of Atlassian's guide of 2026 have single braces here; whether Jira takes them could not be seen.
    ...(isKnown ? { severity: 'info' } : {}),
    message: isKnown
      ? `${shown}: Atlassian's schema writes variables of webhooks with a dollar sign, and not every text of theirs agrees.`
      : `${shown}, which Jira fills into no URL of a webhook: the braces arrive as they are.`,
    hint: isKnown
      ? `Look at what arrives; \${${names[0]}} is the form that is sure to work.`
      : 'Remove it: Jira fills in ${issue.key} and a few others, and the body of the webhook has the rest.',
  };
}

function replaceAll(
  text: string,
  pairs: readonly (readonly [written: string, wanted: string])[],
  pointer: string,
): FixPlan {
  const value = pairs.reduce((url, [written, wanted]) => url.replaceAll(written, () => wanted), text);
  return { title: `Write ${pairs[0]?.[1]}`, changes: [{ kind: 'replace', pointer, value }] };
}
