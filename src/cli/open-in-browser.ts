import { execa } from 'execa';
import type { Context } from '../core/context.ts';

/** Opens an address as the person's system does. @throws when it has no way to */
export async function openInBrowser(
  url: string,
  { system, env }: Pick<Context, 'system' | 'env'>,
): Promise<void> {
  const [program, ...args] = commandFor(system.platform, url);
  await execa(program, args, { env: { ...env }, extendEnv: false, stdio: 'ignore' });
}

function commandFor(platform: NodeJS.Platform, url: string): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
