import {
  CONTEXT_VARIABLES,
  type ContextSubject,
  type ContextVariable,
  MACRO_VARIABLES,
} from '../catalog/context-variables.ts';
import { PRODUCT_NAMES } from '../catalog/products.ts';
import { joinWords } from '../core/join-words.ts';
import type { TopicSource } from './topic.ts';

/** The context variables of module URLs. Macros have some of the same name with another meaning. */
export const VARIABLE_TOPICS: TopicSource = {
  list: () => {
    const names = new Set([...CONTEXT_VARIABLES.keys(), ...MACRO_VARIABLES.keys()]);
    return [...names].map((name) => ({ kind: 'variable', name, summary: summaryOf(name) }));
  },
  page: async (name) => pageOf(name),
};

const SUBJECTS: Readonly<Record<ContextSubject, string>> = {
  issue: 'an issue',
  project: 'a project',
  version: "a version, in a project's administration",
  component: "a component, in a project's administration",
  profile: "a person's profile",
  'dashboard-item': 'an item of a dashboard',
  board: 'a board',
  sprint: 'a sprint',
  request: 'a customer request',
  'post-function': 'a post function of a workflow',
  validator: 'a validator of a workflow',
  'workflow-condition': 'a condition of a workflow',
  content: 'a page or other content',
  space: 'a space',
  attachment: 'an attachment',
  macro: 'a macro',
  user: 'the person in front of the page',
};

function summaryOf(name: string): string {
  const meanings = [CONTEXT_VARIABLES.get(name), MACRO_VARIABLES.get(name)].filter(
    (found) => found !== undefined,
  );
  const [first] = meanings;
  if (first === undefined) return '';
  const state = meanings.every((one) => one.state !== undefined) ? ` (${first.state})` : '';
  return `${PRODUCT_NAMES[first.product]}: about ${joinWords([...new Set(meanings.map(({ subject }) => SUBJECTS[subject]))], 'or')}${state}`;
}

function pageOf(name: string): string {
  const variable = CONTEXT_VARIABLES.get(name);
  const macro = MACRO_VARIABLES.get(name);
  return [
    `# {${name}}`,
    '',
    `A context variable: \`{${name}}\` in the URL of a module becomes its value, as a whole path segment or as the whole value of a parameter. Where there is none, it becomes an empty text.`,
    '',
    ...(variable === undefined ? [] : describe(variable, 'In modules')),
    ...(macro === undefined ? [] : describe(macro, 'In macros')),
  ].join('\n');
}

function describe(
  { product, subject, state, successor, isPersonal }: ContextVariable,
  where: string,
): readonly string[] {
  return [
    `## ${where} of ${PRODUCT_NAMES[product]}`,
    '',
    `It tells about ${SUBJECTS[subject]}, and has a value where one is in sight.`,
    '',
    ...(state === 'removed' ? ['**Removed**: it is always empty.', ''] : []),
    ...(state === 'deprecated' ? ['**Deprecated**: it still has a value.', ''] : []),
    ...(successor === undefined
      ? []
      : [
          `Use \`{${successor.name}}\` instead${successor.isSameValue ? ', which has the same value' : '; its value is another one'}.`,
          '',
        ]),
    ...(isPersonal === true ? ['It names a person: keep it out of logs.', ''] : []),
  ];
}
