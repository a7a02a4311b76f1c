import type { ProjectFiles, ProjectLayout } from '../../src/scaffold/modules/module-plan.ts';
import type { Recipes, TemplateFile } from '../../src/scaffold/templates.ts';

/** A small project to add modules to, with recipes that show what they were filled with. */
export const DESCRIPTOR = 'atlassian-connect.json';
export const INDEX = 'src/modules/index.ts';

export const EMPTY_INDEX = `import type { Module } from './module.ts';

export const modules: readonly Module[] = [];
`;

export function descriptorText(more: Readonly<Record<string, unknown>> = {}): string {
  const descriptor = {
    key: 'com.example.sound',
    name: 'Sound',
    description: 'For tests.',
    vendor: { name: 'Acme', url: 'https://www.acme.test' },
    baseUrl: '{{localBaseUrl}}',
    links: { self: '{{localBaseUrl}}/atlassian-connect.json' },
    authentication: { type: 'jwt' },
    apiMigrations: { gdpr: true, 'signed-install': true, 'context-qsh': true },
    lifecycle: { installed: '/lifecycle/installed', uninstalled: '/lifecycle/uninstalled' },
    scopes: ['READ'],
    modules: {},
    ...more,
  };
  return `${JSON.stringify(descriptor, null, 2)}\n`;
}

export function projectOf(files: Readonly<Record<string, string>> = {}): ProjectFiles {
  const all = { [DESCRIPTOR]: descriptorText(), [INDEX]: EMPTY_INDEX, ...files };
  return new Map(Object.entries(all).map(([file, text]) => [file, new TextEncoder().encode(text)]));
}

/** A recipe of each of the names; without names, of each kind of route. */
export function recipesOf(names: readonly string[] = ['page', 'webhook', 'fragment']): Recipes {
  return {
    find: (wanted) => {
      const name = wanted.find((one) => names.includes(one));
      return name === undefined ? undefined : [recipe(name), recipeTest(name)];
    },
  };
}

function recipe(name: string): TemplateFile {
  const text = `// ${name}: __MODULE_KEY__ __EVENT__
export const __ROUTE_EXPORT__ = { path: '__ROUTE_PATH__' };
`;
  return { path: 'src/modules/__ROUTE_FILE__.ts', content: new TextEncoder().encode(text) };
}

function recipeTest(name: string): TemplateFile {
  const text = `// ${name}\nimport { __ROUTE_EXPORT__ } from '../../src/modules/__ROUTE_FILE__.ts';\n`;
  return { path: 'test/modules/__ROUTE_FILE__.test.ts', content: new TextEncoder().encode(text) };
}

export function layoutOf(more: Partial<ProjectLayout> = {}): ProjectLayout {
  return {
    descriptor: DESCRIPTOR,
    moduleIndex: INDEX,
    recipes: recipesOf(),
    addonName: 'Sound',
    ...more,
  };
}

export function textOf(files: ProjectFiles, file: string): string {
  const content = files.get(file);
  if (content === undefined)
    throw new Error(`there is no ${file}; there are ${[...files.keys()].join(', ')}`);
  return new TextDecoder().decode(content);
}
