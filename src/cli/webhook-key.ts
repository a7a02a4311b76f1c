import { readEnv } from '../core/context.ts';
import type { VerificationKey } from '../jwt/algorithms.ts';
import type { Cli } from './cli.ts';
import { readVerificationKey, type VerificationFlags } from './secret.ts';

/** What tokens of deliveries are verified with, where flags or the environment give it. */
export async function readOptionalKey(
  flags: VerificationFlags,
  cli: Cli,
): Promise<VerificationKey | undefined> {
  const isGiven =
    [flags.secretFile, flags.secret, flags.fromInstance, flags.publicKeyFile, flags.keyServer].some(
      (value) => value !== undefined,
    ) ||
    flags.secretStdin === true ||
    readEnv(cli.context.env, 'CONNECT_KIT_SECRET') !== undefined;
  return isGiven ? readVerificationKey(flags, cli) : undefined;
}

/** The shared secret in a key, for it must not get into a file. */
export function secretsIn(key: VerificationKey | undefined): readonly string[] {
  return key === undefined || key.algorithm === 'RS256' ? [] : [key.secret];
}
