import { createRequire } from 'node:module';
import path from 'node:path';
import type { Config, Listener } from '@ngrok/ngrok';
import { execa } from 'execa';
import type { Environment } from '../../core/context.ts';
import { EnvironmentError, messageOf } from '../../core/errors.ts';
import { isRecord } from '../../core/json.ts';
import { packageRoot } from '../../core/package-root.ts';

const NAME = '@ngrok/ngrok';
const INSTALL = `npm install --save-dev ${NAME}`;

/** The part of ngrok's SDK that is used. */
export interface NgrokSdk {
  forward(config: Config): Promise<Listener>;
}

/**
 * Loads ngrok's SDK, which has native parts and so cannot be a part of connect-kit: from the add-on's project, from
 * beside connect-kit, or from the packages that npm keeps for all projects.
 * @throws {EnvironmentError} `ngrok-not-installed` or `ngrok-unloadable`
 */
export async function loadNgrok(
  dir: string,
  env: Environment,
  platform: NodeJS.Platform,
  own: string = packageRoot(),
): Promise<NgrokSdk> {
  const file = resolveFrom(dir) ?? resolveFrom(own) ?? (await resolveGlobally(env, platform));
  if (file === undefined) {
    throw new EnvironmentError(
      'ngrok-not-installed',
      `ngrok needs the package ${NAME}, which is not installed.`,
      {
        where: dir,
        nextSteps: [
          `Install it in the add-on's project: ${INSTALL}`,
          `Or for all projects: npm install --global ${NAME}`,
          'Or take another tunnel: --provider cloudflared, or --url https://… for one of your own.',
        ],
      },
    );
  }
  let loaded: unknown;
  try {
    // Not by import(): the command line, which comes out of a cache, has none on Node 20.
    loaded = createRequire(file)(file);
  } catch (cause) {
    throw new EnvironmentError('ngrok-unloadable', `${NAME} cannot be loaded: ${messageOf(cause)}`, {
      where: file,
      cause,
      nextSteps: [
        `Its native part for this machine may be missing (packages that were installed on another one, or with --omit=optional). Install it again: ${INSTALL}`,
      ],
    });
  }
  const sdk = isRecord(loaded) && 'default' in loaded && !isSdk(loaded) ? loaded['default'] : loaded;
  if (isSdk(sdk)) return sdk;
  throw new EnvironmentError('ngrok-unloadable', `${NAME} is not the SDK that it should be.`, {
    where: file,
    nextSteps: [`Update it: ${INSTALL}@latest`],
  });
}

/** True when the package can be found without asking npm. */
export function hasNgrok(dir: string): boolean {
  return (resolveFrom(dir) ?? resolveFrom(packageRoot())) !== undefined;
}

function resolveFrom(folder: string): string | undefined {
  try {
    return createRequire(path.join(folder, 'package.json')).resolve(NAME);
  } catch {
    return undefined;
  }
}

async function resolveGlobally(env: Environment, platform: NodeJS.Platform): Promise<string | undefined> {
  const { stdout } = await execa('npm', ['root', '--global'], {
    env: { ...env },
    extendEnv: false,
    reject: false,
    shell: platform === 'win32',
  });
  const root = typeof stdout === 'string' ? stdout.trim() : '';
  return path.isAbsolute(root) ? resolveFrom(path.dirname(root)) : undefined;
}

function isSdk(value: unknown): value is NgrokSdk {
  return (
    typeof value === 'object' && value !== null && 'forward' in value && typeof value.forward === 'function'
  );
}
