import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { protectInputs } from './protect-inputs.ts';

it('lets no report take the place of what is read, whatever it is called', async () => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'd.json'), '{}');
  await symlink('d.json', path.join(cwd, 'link.json'));
  const to = (name: string) => [{ format: 'json', file: { name, path: path.resolve(cwd, name) } } as const];
  for (const name of ['d.json', './d.json', 'link.json']) {
    expect(() => protectInputs(to(name), ['d.json'], cwd)).toThrow(`take the place of ${name}`);
  }
  expect(() => protectInputs(to('d.json'), ['link.json'], cwd)).toThrow('take the place');
  protectInputs(to('report.json'), ['d.json', '-', 'https://acme.io/d.json'], cwd);
  protectInputs([{ format: 'json', file: undefined }], ['d.json'], cwd);
});
