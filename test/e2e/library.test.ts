import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { packedConnectKit } from '../support/packed.ts';

/** The installed package, used as `docs/library.md` says. */
const blocks = [...readFileSync(packageFile('docs/library.md'), 'utf8').matchAll(/^```js\n(.*?)^```/gms)].map(
  ([, code = '']) => code,
);

describe('docs/library.md', () => {
  it.each(blocks.map((code, index) => [index + 1, code] as const))(
    'prints what it says: block %d',
    async (_, code) => {
      const wanted = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line = '']) => line);
      expect(wanted.length).toBeGreaterThan(0);
      const { stdout } = await runInProject(code);
      const printed = stdout.split('\n');
      expect(printed).toHaveLength(wanted.length);
      for (const [index, line] of wanted.entries()) expect(printed[index]).toMatch(toPattern(line));
    },
  );
});

it('offers the schemas to whoever imports them', async () => {
  const { stdout } = await runInProject(`
    import schema from 'connect-kit/schemas/jira-descriptor.json' with { type: 'json' };
    console.log(typeof schema.title);
  `);
  expect(stdout).toBe('string');
});

it('offers types that a strict project can use', async () => {
  const file = await writeInProject(
    'mts',
    `import { createQueryStringHash, type LintResult, lintDescriptor, type Verification } from 'connect-kit';
     const result: LintResult = await lintDescriptor('{}');
     export const hash: string = createQueryStringHash({ method: 'GET', url: '/' });
     export const reasons = (one: Verification): string => (one.valid ? '' : one.reason);
     // @ts-expect-error: a number is no text
     export const wrong: number = hash + result.diagnostics.length;`,
  );
  const tsc = packageFile('node_modules/typescript/bin/tsc');
  const flags = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--skipLibCheck',
    '--types',
    '',
  ];
  const { stdout } = await execa(process.execPath, [tsc, ...flags, file], {
    cwd: path.dirname(file),
    reject: false,
  });
  expect(stdout).toBe('');
});

/** Runs a module in the project that the tarball was installed into. */
async function runInProject(code: string) {
  const file = await writeInProject('mjs', code);
  return execa(process.execPath, ['--no-warnings', file], { env: { NO_COLOR: '1', FORCE_COLOR: undefined } });
}

async function writeInProject(extension: string, code: string): Promise<string> {
  const folder = path.join(path.resolve(path.dirname(packedConnectKit().bin), '../../..'), 'examples');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${randomUUID()}.${extension}`);
  await writeFile(file, code);
  return file;
}

/** `…` stands for anything. */
function toPattern(line: string): RegExp {
  return new RegExp(`^${line.split('…').map(escapeRegExp).join('.*')}$`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
