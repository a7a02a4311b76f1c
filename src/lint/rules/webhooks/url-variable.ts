import { allUrlVariables, type WebhookEvent } from '../../../catalog/webhook-events.ts';
import { joinWords } from '../../../core/join-words.ts';
import { stringAt } from '../../../core/json.ts';
import type { Rule, RuleFinding } from '../../rule.ts';
import { type Webhook, webhooksOf } from './webhook.ts';
import { findWebhookVariables, meantVariable, type WebhookVariable } from './webhook-variables.ts';

/**
 * Source: Atlassian's descriptor schema for Jira, definitions.webhook ("Variable Substitution"; about 2021). Which events
 * fill in what, the catalogue says; of those that no source states plainly, the rule says nothing.
 */
export const URL_VARIABLE: Rule = {
  id: 'webhooks/url-variable',
  severity: 'warning',
  summary: 'The URL of a webhook has variables that its event fills in.',
  *check(view) {
    const webhooks = webhooksOf(view);
    for (const webhook of webhooks) {
      const url = stringAt(webhook.value, 'url');
      if (url === undefined) continue;
      const sharing = webhooks.filter(({ value }) => value['url'] === url);
      for (const variable of findWebhookVariables(url)) {
        const finding = judge(variable, webhook, sharing);
        if (finding !== undefined) yield { pointer: `${webhook.pointer}/url`, ...finding };
      }
    }
  },
};

function judge(
  variable: WebhookVariable,
  { known }: Webhook,
  sharing: readonly Webhook[],
): Omit<RuleFinding, 'pointer'> | undefined {
  const [event] = known;
  // Of an event that nobody knows, or that either product has, nothing is sure.
  if (event === undefined || known.length > 1) return undefined;
  const isVariable = allUrlVariables().has(variable.name);
  const meant = isVariable ? variable.name : meantVariable(variable);
  if (meant === undefined && !variable.isSurelyMeant) return undefined;
  if (event.product === 'confluence') {
    return {
      message: `Confluence fills in no variables: it calls the URL with ${variable.text} in it.`,
      hint: `Remove ${variable.text}: what it stands for is in the body.`,
    };
  }
  if (isVariable) return isFilledIn(variable.name, sharing) ? undefined : notOf(event, variable);
  return {
    message: `Jira knows no variable ${variable.text}.`,
    hint:
      meant === undefined ? fillsIn(event) : `Did you mean ${variable.text.replace(variable.name, meant)}?`,
  };
}

/** One URL may serve several events, and have the variables of each. */
function isFilledIn(name: string, sharing: readonly Webhook[]): boolean {
  return sharing.some(
    ({ known }) =>
      known.length === 0 ||
      known.some(({ urlVariables, unsure }) => unsure.has('urlVariables') || urlVariables.includes(name)),
  );
}

function notOf(event: WebhookEvent, variable: WebhookVariable): Omit<RuleFinding, 'pointer'> {
  return { message: `${event.name} has no value for ${variable.text}.`, hint: fillsIn(event) };
}

function fillsIn({ name, urlVariables }: WebhookEvent): string {
  const names = urlVariables.map((variable) => `\${${variable}}`);
  return names.length === 0
    ? `Jira fills in nothing for ${name}.`
    : `For ${name}, Jira fills in ${joinWords(names, 'and')}.`;
}
