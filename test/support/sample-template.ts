import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files below a folder, with the folders that they need. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const location = path.join(folder, name);
    await mkdir(path.dirname(location), { recursive: true });
    await writeFile(location, content);
  }
}

const DESCRIPTOR = {
  key: '__ADDON_KEY__',
  name: '__ADDON_NAME__',
  baseUrl: '{{localBaseUrl}}',
  authentication: { type: 'jwt' },
  apiVersion: 1,
  lifecycle: { installed: '/installed' },
  scopes: ['READ'],
  modules: {},
};

/** A template with everything that one can have, in few files. */
export const SAMPLE_TEMPLATE: Files = {
  'template.json': json({
    version: 1,
    title: 'A sample',
    products: {
      jira: { modules: ['generalPages'] },
      confluence: { modules: ['generalPages'] },
      jsm: { modules: ['jiraIssueContents'] },
      both: { modules: ['jira:generalPages=jira-page', 'confluence:generalPages=confluence-page'] },
    },
    features: {
      'act-as-user': { title: 'Calls as users', scopes: ['ACT_AS_USER'] },
      licensing: { title: 'Paid', licensing: true },
    },
    parts: ['parts/base'],
    moduleIndex: 'src/modules/index.ts',
  }),
  'parts/base/project/src/base.ts': 'base\n',
  'parts/base/project/src/replaced.ts': 'of the part\n',
  'project/src/replaced.ts': 'of the template\n',
  'project/package.json': json({
    name: '__PROJECT_NAME__',
    type: 'module',
    devDependencies: { 'connect-kit': '__CONNECT_KIT_SPEC__', express: '1' },
  }),
  'project/_gitignore': 'node_modules/\n',
  'project/README.md': '# __ADDON_NAME__ for __PRODUCT__\n\n    __EXEC__ connect-kit dev\n',
  'project/atlassian-connect.json': json(DESCRIPTOR),
  'project/src/modules/index.ts':
    "import type { Module } from './module.ts';\n\nexport const modules: readonly Module[] = [];\n",
  'products/jira/product.txt': 'jira\n',
  'products/confluence/product.txt': 'confluence\n',
  'products/jsm/jsm.txt': 'jsm\n',
  'products/both/atlassian-connect-confluence.json': json(DESCRIPTOR),
  'features/licensing/src/licence.ts': 'licence\n',
  'recipes/page/src/modules/__ROUTE_FILE__.ts': "export const __ROUTE_EXPORT__ = '__ROUTE_PATH__';\n",
  'recipes/page/test/modules/__ROUTE_FILE__.test.ts': '// __MODULE_KEY__\n',
};

/** Makes a repository with one commit of what is in a folder. */
export async function commitAll(folder: string): Promise<void> {
  const git = (...args: readonly string[]) =>
    execa(
      'git',
      ['-c', 'user.name=T', '-c', 'user.email=t@example.com', '-c', 'core.hooksPath=/dev/null', ...args],
      {
        cwd: folder,
      },
    );
  await git('init', '--quiet', '--initial-branch=trunk');
  await git('add', '--all', '--force');
  await git('commit', '--quiet', '--message=x');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
