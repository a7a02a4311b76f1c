import { type Command, Option } from 'commander';
import { UsageError } from '../core/errors.ts';
import type { AddonCredentials } from '../instance/control-client.ts';
import {
  missingPieces,
  type Piece,
  type Pieces,
  PRESETS,
  TOKEN_KINDS,
  type TokenKind,
} from '../jwt/presets.ts';
import type { GivenClaims } from './jwt-claims.ts';

/** The kind of a new token, and what its claims are made of, as flags. */
export interface PresetFlags {
  readonly as?: TokenKind;
  readonly addonKey?: string;
  readonly clientKey?: string;
  readonly accountId?: string;
  readonly oauthClientId?: string;
  readonly baseUrl?: string;
}

export function addPresetOptions(command: Command): Command {
  return command
    .addHelpText('after', `\nKinds of token:\n${listKinds()}`)
    .optionsGroup('Kind of token:')
    .addOption(
      new Option(
        '--as <kind>',
        'with the claims, lifetime, algorithm and hash that the protocol has for it',
      ).choices(TOKEN_KINDS),
    )
    .option('--addon-key <key>', 'key of the add-on')
    .option('--client-key <key>', 'clientKey of the product, as the add-on received it when it was installed')
    .option('--account-id <id>', 'Atlassian account id of the user')
    .option('--oauth-client-id <id>', 'oauthClientId of the add-on, as it received it when it was installed');
}

function listKinds(): string {
  return TOKEN_KINDS.map((kind) => `  ${kind.padEnd(13)}  ${PRESETS[kind].summary}`).join('\n');
}

/** What the flags give, and for the rest the add-on of `--from-instance`. */
export function readPieces(flags: PresetFlags, addon: AddonCredentials | undefined): Pieces {
  const baseUrl = flags.as === undefined ? undefined : { [PRESETS[flags.as].baseUrl]: flags.baseUrl };
  return {
    addonKey: flags.addonKey ?? addon?.key,
    clientKey: flags.clientKey ?? addon?.clientKey,
    accountId: flags.accountId,
    oauthClientId: flags.oauthClientId ?? addon?.oauthClientId,
    addonUrl: baseUrl?.['addonUrl'] ?? addon?.baseUrl,
    productUrl: baseUrl?.['productUrl'] ?? addon?.productUrl,
  };
}

/**
 * @throws {UsageError} when a token of the kind lacks something, or a flag has no meaning without a kind
 */
export function assertComplete(flags: PresetFlags, pieces: Pieces, given: GivenClaims): void {
  if (flags.as === undefined) {
    refuseWithoutKind(flags);
    return;
  }
  const names = new Set([...Object.keys(given.fromFile), ...Object.keys(given.fromFlags)]);
  const missing = missingPieces(flags.as, pieces, names).map((piece) => FLAGS[piece]);
  if (missing.length === 0) return;
  throw new UsageError(
    'preset-incomplete',
    `A token of the kind ${flags.as} needs more: ${PRESETS[flags.as].summary}.`,
    {
      nextSteps: [
        ...missing.map(({ flag, what, claim }) => `Add ${flag} ${what}${claim}.`),
        'Or take all of it from an add-on in the running dev instance: --from-instance <add-on key>.',
      ],
    },
  );
}

const FLAGS: Readonly<
  Record<Piece, { readonly flag: string; readonly what: string; readonly claim: string }>
> = {
  addonKey: { flag: '--addon-key', what: '<key of the add-on>', claim: ' (or --iss)' },
  clientKey: { flag: '--client-key', what: '<clientKey of the product>', claim: '' },
  accountId: { flag: '--account-id', what: '<account id of the user>', claim: ' (or --sub)' },
  oauthClientId: { flag: '--oauth-client-id', what: '<oauthClientId of the add-on>', claim: '' },
  addonUrl: { flag: '--base-url', what: '<base URL of the add-on>', claim: '' },
  productUrl: { flag: '--base-url', what: '<base URL of the product>', claim: '' },
};

function refuseWithoutKind({ addonKey, clientKey, accountId, oauthClientId }: PresetFlags): void {
  const flags = {
    '--addon-key': addonKey,
    '--client-key': clientKey,
    '--account-id': accountId,
    '--oauth-client-id': oauthClientId,
  };
  const stray = Object.entries(flags).find(([, value]) => value !== undefined)?.[0];
  if (stray === undefined) return;
  throw new UsageError('preset-missing', `${stray} has a meaning only for a kind of token.`, {
    nextSteps: [`Add --as ${TOKEN_KINDS.join('|')}, or give the claims themselves: --iss, --aud, --sub.`],
  });
}
