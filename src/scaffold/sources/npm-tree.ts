import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { EnvironmentError } from '../../core/errors.ts';
import { redact } from '../../core/redact.ts';
import { printable } from '../printable.ts';
import type { Programs } from '../programs.ts';
import type { NpmAddress } from './address.ts';
import { archiveTree } from './archive.ts';
import { type TemplateTree, TREE_LIMITS, unusable } from './tree.ts';

/**
 * The files of a package, fetched with the person's own npm, and so from their registry and with their access. npm
 * checks that it got what the registry published, runs no script, and leaves the archive packed.
 * @param folder an empty one, for npm to write to
 * @param cwd where npm finds the settings of a project
 * @throws {EnvironmentError} when the package cannot be fetched
 */
export async function npmTree(
  { spec, label }: NpmAddress,
  folder: string,
  cwd: string,
  programs: Programs,
): Promise<TemplateTree> {
  const args = [
    'pack',
    '--ignore-scripts',
    '--silent',
    '--workspaces=false',
    `--pack-destination=${folder}`,
    '--',
    spec,
  ];
  const { exitCode, isMissing, stderr } = await programs.capture('npm', args, { folder: cwd });
  if (isMissing) {
    throw new EnvironmentError('missing-program', 'npm is not installed.', {
      where: label,
      nextSteps: ['Install npm, or use a template from a repository or a folder.'],
    });
  }
  const [file] = exitCode === 0 ? await readdir(folder) : [];
  if (file === undefined) {
    throw new EnvironmentError(
      'template-unreachable',
      `npm cannot fetch the template: ${redact(printable(stderr.trim()))}`,
      {
        where: label,
        nextSteps: [`See what npm says: npm view ${spec}`],
      },
    );
  }
  const location = path.join(folder, file);
  if ((await stat(location)).size > TREE_LIMITS.totalBytes)
    throw unusable(label, 'The template is too large.');
  return archiveTree(await readFile(location), label);
}
