import { createHash } from 'node:crypto';
import {
  CONTEXT_VARIABLES,
  type ContextVariable,
  isOpenEnded,
  MACRO_TYPES,
  MACRO_VARIABLES,
} from '../../catalog/context-variables.ts';
import { PRODUCT_NAMES, type Product } from '../../catalog/products.ts';
import { closest } from '../../core/suggest.ts';
import type { AddonModule } from '../addons/modules.ts';
import type { Person } from '../people/people.ts';
import type { PageContext } from '../render/module-url.ts';
import type { Services } from '../services.ts';
import { aboutContent, aboutIssue, aboutProject, aboutSpace } from './context-subjects.ts';
import { adviseWord, OpenError } from './open-error.ts';

/** What a page is about, as somebody asks for it: subjects that are there, and variables by their names. */
export type WantedContext = Readonly<Record<string, unknown>>;

export interface ContextQuestion {
  readonly product: Product;
  readonly addonKey: string;
  readonly module: AddonModule;
  /** Identifiers of the parameters that a macro declares. */
  readonly macroParameters: readonly string[];
  /** Whoever looks at it: what they may not see has no page. */
  readonly person: Person | undefined;
}

export interface FoundContext {
  /** As the bridge tells it to the page. */
  readonly context: PageContext;
  /** Values of variables that are in the address only: parameters of macros. */
  readonly parameters: Readonly<Record<string, string>>;
}

const SUBJECTS = {
  jira: { issue: aboutIssue, project: aboutProject },
  confluence: { content: aboutContent, space: aboutSpace },
} as const satisfies Record<Product, Record<string, typeof aboutIssue>>;

/**
 * The context of a page: from `issue`, `project`, `content` and `space` follows what the product tells of them, everything else stands
 * as it is given.
 * @throws {OpenError} `context-unknown`, `context-missing` or `not-visible`
 */
export function findContext(
  wanted: WantedContext,
  question: ContextQuestion,
  services: Services,
): FoundContext {
  const { product, module } = question;
  const subjects = SUBJECTS[product];
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== null);
  checkNames(given, question);
  let context: Readonly<Record<string, unknown>> = {};
  for (const [name, find] of Object.entries(subjects)) {
    const text = textOf(name, wanted[name]);
    if (text !== undefined) context = { ...context, ...find(text, question.person, services) };
  }
  checkSubject(module, context);
  if (MACRO_TYPES.has(module.type)) context = { ...context, ...aboutMacro(question, context) };
  for (const [name, value] of given) {
    if (name.includes('.')) context = withVariable(context, name, textOf(name, value) ?? '');
  }
  return { context: { [product]: context }, parameters: readParameters(wanted['parameters'], question) };
}

function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new OpenError('context-unknown', `${name} is a text or a number, not ${JSON.stringify(value)}.`);
}

/** `a.b` of the context becomes the value; what else is in `a` stays. */
function withVariable(context: PageContext, name: string, value: string): PageContext {
  const [head = '', ...rest] = name.split('.');
  if (rest.length === 0) return { ...context, [head]: value };
  const inner = context[head];
  const kept: PageContext = typeof inner === 'object' && inner !== null ? { ...inner } : {};
  return { ...context, [head]: withVariable(kept, rest.join('.'), value) };
}

function checkNames(
  given: readonly (readonly [string, unknown])[],
  { product, module }: ContextQuestion,
): void {
  const isMacro = MACRO_TYPES.has(module.type);
  const variables: ReadonlyMap<string, ContextVariable> = isMacro
    ? new Map([...CONTEXT_VARIABLES, ...MACRO_VARIABLES])
    : CONTEXT_VARIABLES;
  const subjects = Object.keys(SUBJECTS[product]);
  const known = [
    ...subjects,
    ...(isMacro ? ['parameters'] : []),
    ...[...variables].filter(([, variable]) => variable.product === product).map(([name]) => name),
  ];
  for (const [name] of given) {
    if (known.includes(name) || isOpenEnded(name)) continue;
    const other = otherProductOf(name, product, variables);
    if (other !== undefined) {
      throw new OpenError(
        'context-unknown',
        `${name} is something of ${PRODUCT_NAMES[other]}, and this is ${PRODUCT_NAMES[product]}.`,
      );
    }
    throw new OpenError(
      'context-unknown',
      `Pages of ${PRODUCT_NAMES[product]} have no ${JSON.stringify(name)}.`,
      {
        nextSteps: adviseWord(closest(name, known), known),
      },
    );
  }
}

function otherProductOf(
  name: string,
  product: Product,
  variables: ReadonlyMap<string, ContextVariable>,
): Product | undefined {
  const other = product === 'jira' ? 'confluence' : 'jira';
  const isTheirs = Object.hasOwn(SUBJECTS[other], name) || variables.get(name)?.product === other;
  return isTheirs ? other : undefined;
}

/** What has to be there for the product to show a module at all. */
const NEEDED: readonly (readonly [RegExp, 'issue' | 'project' | 'content' | 'space', string])[] = [
  [/^jiraIssue(?:Contents|Contexts|Glances|TabPanels)$/, 'issue', "{ issue: 'DEMO-1' }"],
  [/^jiraProject(?:TabPanels|AdminTabPanels|Pages)$/, 'project', "{ project: 'DEMO' }"],
  [/^contentBylineItems$/, 'content', '{ content: 65601 }'],
  [/^spaceToolsTabs$/, 'space', "{ space: 'DS' }"],
];
const ON_ISSUES = /^atl\.jira\.view\.issue\./;

function checkSubject({ type, key, location }: AddonModule, context: PageContext): void {
  const found =
    NEEDED.find(([types]) => types.test(type)) ??
    (ON_ISSUES.test(location ?? '') ? NEEDED.find(([, subject]) => subject === 'issue') : undefined);
  if (found === undefined) return;
  const [, subject, example] = found;
  if (context[subject] !== undefined) return;
  throw new OpenError(
    'context-missing',
    `${key} (${type}) is only shown where there is ${article(subject)} ${subject}.`,
    {
      nextSteps: [`Say which one: ${example}`],
    },
  );
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a';
}

/** What a macro on a page has besides its own parameters: as if it stood there once, without a body. */
function aboutMacro({ addonKey, module }: ContextQuestion, context: PageContext): PageContext {
  const seed = `${addonKey}/${module.key}/${JSON.stringify(context['content'] ?? null)}`;
  const digest = createHash('sha256').update(seed).digest('hex');
  const id = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ];
  return {
    macro: { id: id.join('-'), hash: id.join('-'), body: '', truncated: 'false' },
    output: { type: 'display' },
  };
}

function readParameters(
  value: unknown,
  { module, macroParameters }: ContextQuestion,
): Readonly<Record<string, string>> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) {
    throw new OpenError('context-unknown', `parameters is an object, not ${JSON.stringify(value)}.`);
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (!macroParameters.includes(name)) {
        throw new OpenError(
          'context-unknown',
          `The macro ${module.key} has no parameter ${JSON.stringify(name)}.`,
          {
            nextSteps: adviseWord(closest(name, macroParameters), macroParameters),
          },
        );
      }
      return [name, textOf(name, one) ?? ''];
    }),
  );
}
