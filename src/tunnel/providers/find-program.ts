import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { type Environment, readEnv } from '../../core/context.ts';

/** The path of a program that is found in `PATH`; undefined when there is none. */
export async function findProgram(
  name: string,
  env: Environment,
  platform: NodeJS.Platform,
): Promise<string | undefined> {
  const isWindows = platform === 'win32';
  const folders = (readEnv(env, 'PATH') ?? readEnv(env, 'Path') ?? '').split(isWindows ? ';' : ':');
  for (const folder of folders.filter((one) => one !== '')) {
    const file = path.join(folder, isWindows ? `${name}.exe` : name);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}
