import { readFile } from 'node:fs/promises';
import { isModuleType, MODULES, type ModuleKind, type ModuleType } from '../catalog/modules.ts';
import { type DescriptorProduct, PRODUCT_NAMES } from '../catalog/products.ts';
import { joinWords } from '../core/join-words.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { packageFile } from '../core/package-root.ts';
import type { TopicSource } from './topic.ts';

/** The module types; what is told of them comes from their JSON Schemas. */
export const MODULE_TOPICS: TopicSource = {
  list: () =>
    Object.keys(MODULES)
      .filter(isModuleType)
      .map((name) => ({ kind: 'module', name, summary: `a module of ${productsOf(name)}` })),
  page: async (name) => (isModuleType(name) ? pageOf(name) : ''),
};

function productsOf(type: ModuleType): string {
  const { products }: ModuleKind = MODULES[type];
  return namesOf(products);
}

function namesOf(products: readonly DescriptorProduct[]): string {
  return joinWords(
    products.map((product) => PRODUCT_NAMES[product]),
    'and',
  );
}

const CONTAINERS = {
  list: (type: string) => `A list below \`modules\`: \`"modules": { "${type}": [ … ] }\`.`,
  object: (type: string) => `One object below \`modules\`: \`"modules": { "${type}": { … } }\`.`,
  root: (type: string) => `A property of the descriptor itself: \`"${type}": { … }\`.`,
} as const;

async function pageOf(type: ModuleType): Promise<string> {
  const { products }: ModuleKind = MODULES[type];
  const inHosts = products.filter((product) => product !== 'bitbucket');
  const sections = [
    ...(inHosts.length === 0 ? [] : [await sectionOf(type, inHosts, ['modules'])]),
    ...(products.includes('bitbucket')
      ? [await sectionOf(type, ['bitbucket'], ['bitbucket', 'modules'])]
      : []),
  ];
  return `# ${type}\n\n${sections.join('\n')}`;
}

/** What a schema says of the module type: Jira and Confluence share theirs, Bitbucket has its own. */
async function sectionOf(
  type: ModuleType,
  products: readonly DescriptorProduct[],
  folders: readonly string[],
): Promise<string> {
  const schema = await readSchema(...folders, `${type}.json`);
  const { container }: ModuleKind = MODULES[type];
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  const shared = [...folders.slice(0, -1), 'shared'];
  const rows = await Promise.all(
    Object.entries(properties).map(async ([name, property]) => {
      const described = await resolve(property, shared);
      const need = required.includes(name) ? 'required' : '';
      return `| ${name} | ${typeOf(described)} | ${need} | ${cell(meaningOf(property, described))} |`;
    }),
  );
  const example = Array.isArray(schema['examples']) ? schema['examples'][0] : undefined;
  return [
    `## ${namesOf(products)}: ${stringAt(schema, 'title') ?? type}`,
    '',
    stringAt(schema, 'description') ?? '',
    '',
    CONTAINERS[container](type),
    '',
    '| property | type | | |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(example === undefined ? [] : ['', '```json', JSON.stringify(example, null, 2), '```']),
    '',
    `Schema: \`connect-kit/schemas/${folders.join('/')}/${type}.json\``,
    '',
  ].join('\n');
}

/** What the property says of itself goes before what the part that it refers to says of all such properties. */
function meaningOf(property: unknown, described: Readonly<Record<string, unknown>>): string {
  const choices = Array.isArray(described['enum']) ? described['enum'].map(String) : [];
  const distinct = [...new Set(choices.map((choice) => choice.toLowerCase()))];
  const text = stringAt(property, 'description') ?? stringAt(described, 'description') ?? '';
  const standard =
    described['default'] === undefined ? '' : ` Default: ${JSON.stringify(described['default'])}.`;
  return `${text}${distinct.length === 0 ? '' : ` One of ${distinct.join(', ')}.`}${standard}`.trim();
}

function typeOf(schema: Readonly<Record<string, unknown>>): string {
  const type = stringAt(schema, 'type');
  return type === 'array' ? 'list' : type === 'string' ? 'text' : (type ?? 'any');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** The shared part that a property refers to, or the property itself. */
async function resolve(
  property: unknown,
  shared: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const reference = /^((?:\.\.\/)+)shared\/([\w-]+\.json)$/.exec(stringAt(property, '$ref') ?? '');
  if (reference === null) return isRecord(property) ? property : {};
  const [, up = '', file = ''] = reference;
  // Bitbucket's parts are beside its modules; what it has in common with the others is a folder further up.
  return readSchema(...(up === '../' ? shared : ['shared']), file);
}

async function readSchema(...segments: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const schema: unknown = JSON.parse(await readFile(packageFile('schemas', ...segments), 'utf8'));
  return isRecord(schema) ? schema : {};
}
