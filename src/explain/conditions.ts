import {
  type Condition,
  type ConditionParam,
  type ConditionState,
  findCondition,
  JIRA_PERMISSIONS,
  listConditions,
  PROPERTY_ENTITIES,
} from '../catalog/conditions.ts';
import { PRODUCT_NAMES } from '../catalog/products.ts';
import { joinWords } from '../core/join-words.ts';
import type { TopicSource } from './topic.ts';

/** The display conditions. */
export const CONDITION_TOPICS: TopicSource = {
  list: () =>
    listConditions().map((condition) => ({
      kind: 'condition',
      name: condition.name,
      summary: summaryOf(condition),
    })),
  page: async (name) => {
    const condition = findCondition(name);
    return condition === undefined ? '' : pageOf(condition);
  },
};

const STATES: Readonly<Record<ConditionState, string>> = {
  current: "Atlassian's texts of 2021 or later name it.",
  'host-2016': 'The host of 2016 knew it; whether it is evaluated today could not be checked.',
  'add-ons': 'No text of Atlassian names it; published add-ons do.',
  unverified: 'Only emulators or Forge have it.',
  removed: 'The products no longer have it.',
};

function summaryOf({ products, state }: Condition): string {
  const owners = joinWords(
    products.map((product) => PRODUCT_NAMES[product]),
    'and',
  );
  return state === 'removed' ? `${owners}, removed` : owners;
}

function pageOf(condition: Condition): string {
  const { name, products, needs, onPages, inUrls, params, takesMore } = condition;
  const owners = joinWords(
    products.map((product) => PRODUCT_NAMES[product]),
    'and',
  );
  const rows = Object.entries(params ?? {}).map(
    ([param, known]) => `| ${param} | ${known.isRequired ? 'required' : ''} | ${valuesOf(known)} |`,
  );
  return [
    `# ${name}`,
    '',
    `A condition of ${owners}. ${STATES[condition.state]}`,
    '',
    `- ${needs === undefined ? 'It holds or not whatever the page is about, as far as is known.' : `It needs ${aOrAn(needs)} on the page: elsewhere it does not hold.`}`,
    `- On pages of add-ons (\`generalPages\`, \`adminPages\` and their like) it is ${onPages ? '' : 'not '}allowed.`,
    ...(inUrls ? [`- In a URL: \`{condition.${name}}\` becomes \`true\` or \`false\`.`] : []),
    ...(rows.length === 0 ? [] : ['', '| param | | value |', '| --- | --- | --- |', ...rows]),
    ...(takesMore ? ['', 'It may take params that are not known here.'] : []),
    '',
    'Conditions decide what is shown, never what is allowed: check permissions on the server as well.',
    '',
    `Known from: ${condition.sources.join(', ')}.`,
    '',
  ].join('\n');
}

function valuesOf({ isJson, values }: ConditionParam): string {
  if (isJson) return 'the text of a JSON value';
  if (values === 'jiraProjectPermissions')
    return `a permission, for instance \`${JIRA_PERMISSIONS.project[0]}\``;
  if (values === 'jiraGlobalPermissions')
    return `a permission, for instance \`${JIRA_PERMISSIONS.global[0]}\``;
  if (values === 'entities') {
    return [...new Set(Object.values(PROPERTY_ENTITIES).flat())].map((entity) => `\`${entity}\``).join(', ');
  }
  return values === undefined ? 'a text' : values.map((value) => `\`${value}\``).join(', ');
}

function aOrAn(noun: string): string {
  return noun === 'content' ? 'content' : `${noun === 'issue' ? 'an' : 'a'} ${noun}`;
}
