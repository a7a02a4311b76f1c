import { mkdtemp, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../core/errors.ts';
import { packageFile } from '../../core/package-root.ts';
import type { Programs } from '../programs.ts';
import { loadTemplate, type Template } from '../templates.ts';
import type { TemplateAddress } from './address.ts';
import { diskTree } from './disk-tree.ts';
import { gitTree } from './git-tree.ts';
import { npmTree } from './npm-tree.ts';
import { unusable } from './tree.ts';

export interface OpenOptions {
  readonly cwd: string;
  /** Where temporary folders go. */
  readonly temporaryFolder: string;
  readonly programs: Programs;
}

/**
 * Brings a template here, hands it over, and removes what was needed for it, however that ends.
 * @throws {UsageError} for a template that cannot be used
 * @throws {EnvironmentError} for one that cannot be fetched
 */
export async function withTemplate<Result>(
  address: TemplateAddress,
  options: OpenOptions,
  use: (template: Template) => Promise<Result>,
): Promise<Result> {
  if (address.kind === 'bundled')
    return use(await loadTemplate(diskTree(packageFile('templates')), address.name));
  if (address.kind === 'folder') {
    await checkFolder(address.folder, address.label);
    return use(await loadTemplate(diskTree(address.folder), ''));
  }
  const folder = await mkdtemp(path.join(options.temporaryFolder, 'connect-kit-template-'));
  try {
    if (address.kind === 'npm') {
      return await use(await loadTemplate(await npmTree(address, folder, options.cwd, options.programs), ''));
    }
    const tree = await gitTree(address, folder, options.programs);
    if (!(await tree.hasFolder(address.subfolder))) {
      throw unusable(address.label, `The repository has no folder ${address.subfolder}.`);
    }
    return await use(await loadTemplate(tree, address.subfolder));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function checkFolder(folder: string, label: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  const isShort = /^[\w-]+\/[\w.-]+$/.test(label);
  throw new UsageError('missing-template', `There is no folder ${folder}.`, {
    where: '--template',
    nextSteps: isShort ? [`Did you mean github:${label}?`] : [],
  });
}
