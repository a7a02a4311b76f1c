import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import { type PackageManagerName, packageManagers } from '../../src/scaffold/package-managers.ts';
import { templateNames } from '../../src/scaffold/templates.ts';
import { packedConnectKit } from '../support/packed.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { installTool } from '../support/tools.ts';

/** Asked by `dev exec` of the add-on that it has started and installed. */
const ASK_FOR_DESCRIPTOR = `
const response = await fetch(new URL('/atlassian-connect.json', process.env.ADDON_BASE_URL));
const descriptor = await response.json();
if (descriptor.key !== process.env.CONNECT_KIT_ADDON_KEY) throw new Error('another add-on answers');
console.log('answers as ' + descriptor.key);
`;

/** What each template does with npm and each product is tested in a file of its own; here, that it depends on neither. */
describe.each([
  ['pnpm', 'pnpm@10.34.9'],
  ['yarn', 'yarn@1.22.22'],
  ['bun', 'bun@1.4.5'],
] as const)('with %s', (manager, spec) => {
  let tool: Awaited<ReturnType<typeof installTool>>;
  beforeAll(async () => {
    tool = await installTool(spec);
  });

  test.each(templateNames())(
    '%s is made, installed, checked, started and installed in a dev instance',
    async (template) => {
      if ('why' in tool) throw new Error(tool.why);
      const cwd = await createTempDir();
      const project = path.join(cwd, 'sprint-notes');
      const inProject = { cwd: project, env: environmentOf(tool.file, manager), all: true };
      const { bin, tarball } = packedConnectKit();

      const flags = ['--yes', '--json', '--template', template, '--connect-kit', tarball];
      const init = await execa(process.execPath, [bin, 'init', 'sprint-notes', ...flags], {
        ...inProject,
        cwd,
      });
      expect(readJson(init.stdout)).toMatchObject({ installed: true, project: { packageManager: manager } });

      await execa(manager, ['run', 'check'], inProject);
      const [program = '', ...args] = packageManagers[manager].exec.split(' ');
      // In a file: Yarn 1 takes the first -- for itself, so that flags behind it would be taken for connect-kit's.
      await writeFile(path.join(project, 'ask.mjs'), ASK_FOR_DESCRIPTOR);
      const devExec = [...args, 'connect-kit', 'dev', 'exec', '--', process.execPath, 'ask.mjs'];
      const asked = await execa(program, devExec, inProject);
      expect(asked.stdout).toContain('answers as com.example.sprint-notes');
    },
  );
});

/** The package manager is told from what it says of itself to programs that it runs. */
function environmentOf(tool: string, manager: PackageManagerName): Record<string, string> {
  return {
    PATH: `${path.dirname(tool)}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_user_agent: `${manager}/1.0.0 npm/? node/${process.version} linux x64`,
  };
}

function readJson(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error('no object');
  return value;
}
