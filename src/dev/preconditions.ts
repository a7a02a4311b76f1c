import { stat } from 'node:fs/promises';
import { type Context, readEnv } from '../core/context.ts';
import { UsageError } from '../core/errors.ts';
import { isLoopbackUrl } from '../core/loopback.ts';
import { assertAlone } from '../instance/serve.ts';
import { MARK_VARIABLE } from './leftover.ts';
import type { DevOptions } from './options.ts';

/**
 * What must hold before anything is started.
 * @throws {UsageError} `folder-missing`, `url-invalid` or `command-recursive`
 * @throws {EnvironmentError} `already-running` when an instance runs in the folder
 */
export async function checkPreconditions(
  { dir, url }: Pick<DevOptions, 'dir' | 'url'>,
  { env, fetch }: Pick<Context, 'env' | 'fetch'>,
): Promise<void> {
  if (!(await isFolder(dir))) {
    throw new UsageError('folder-missing', 'There is no such folder.', {
      where: dir,
      nextSteps: ["Name the add-on's folder: connect-kit dev ../my-addon"],
    });
  }
  if (url !== undefined && !(isLoopbackUrl(url) && new URL(url).protocol === 'http:')) {
    throw new UsageError('url-invalid', `${url} is not the http address of a descriptor on this machine.`, {
      nextSteps: ['Write it in full: --url http://localhost:3000/atlassian-connect.json'],
    });
  }
  if (url === undefined && readEnv(env, MARK_VARIABLE) !== undefined) {
    throw new UsageError('command-recursive', 'This `connect-kit dev` was started by another one.', {
      where: dir,
      nextSteps: ['Name the command that starts the add-on alone with --command.'],
    });
  }
  await assertAlone(dir, fetch);
}

async function isFolder(dir: string): Promise<boolean> {
  return stat(dir).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
