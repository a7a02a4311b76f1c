import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Command, Option } from 'commander';
import { readEnv } from '../core/context.ts';
import { hasCode, messageOf, UsageError } from '../core/errors.ts';
import type { AddonCredentials } from '../instance/control-client.ts';
import {
  ALGORITHMS,
  type Algorithm,
  HMAC_ALGORITHMS,
  type SigningKey,
  type VerificationKey,
} from '../jwt/algorithms.ts';
import { createKeyFinder } from '../jwt/key-server.ts';
import { importPrivateKey, importPublicKey } from '../jwt/keys.ts';
import type { Cli } from './cli.ts';
import { findInstanceAddon, secretOf } from './instance-addon.ts';

/** The variable that a shared secret comes from when no flag gives one. */
const SECRET_VARIABLE = 'CONNECT_KIT_SECRET';

const SECRET_SOURCES = [
  'Give it with --secret-file <file>, with --secret-stdin, or in the environment variable CONNECT_KIT_SECRET.',
  'For an add-on in the running dev instance: --from-instance <add-on key>.',
];

export interface SecretFlags {
  readonly secretFile?: string;
  readonly secretStdin?: boolean;
  readonly secret?: string;
  readonly fromInstance?: string | undefined;
}

export interface SigningFlags extends SecretFlags {
  readonly alg?: Algorithm;
  readonly keyFile?: string;
  readonly kid?: string;
}

export interface VerificationFlags extends SecretFlags {
  readonly alg?: Algorithm;
  readonly publicKeyFile?: string;
  readonly keyServer?: string;
}

export function addSecretOptions(command: Command): Command {
  return command
    .option('--secret-file <file>', 'read the shared secret from a file')
    .option('--secret-stdin', 'read the shared secret from stdin')
    .option('--secret <secret>', `the shared secret itself, visible to others (env: ${SECRET_VARIABLE})`)
    .option(
      '--from-instance <add-on>',
      'take it from the running dev instance: an add-on key, or product/key',
    );
}

export function addSigningKeyOptions(command: Command): Command {
  command.optionsGroup('Secret or key:').addOption(algorithmOption('--key-file'));
  return addSecretOptions(command)
    .option('--key-file <file>', 'the RSA private key for RS256, PKCS #8 in PEM')
    .option('--kid <id>', 'the name of the RSA key, for the header (with --as install: its thumbprint)');
}

export function addVerificationKeyOptions(command: Command): Command {
  command.addOption(algorithmOption('--public-key-file or --key-server'));
  return addSecretOptions(command)
    .option('--public-key-file <file>', 'the RSA public key for RS256, SPKI in PEM')
    .option('--key-server <url>', 'fetch the RSA public key from <url>/<kid of the token>');
}

/** What is known already of what `sign` signs with. */
interface SigningDefaults {
  /** Taken when neither `--alg` nor `--key-file` says otherwise. */
  readonly algorithm?: Algorithm | undefined;
  /** The add-on that `--from-instance` names. */
  readonly addon?: AddonCredentials | undefined;
}

/** What `sign` signs with. The algorithm follows from the kind of key unless it is named. */
export async function readSigningKey(
  flags: SigningFlags,
  cli: Cli,
  { algorithm: usual = 'HS256', addon }: SigningDefaults = {},
): Promise<SigningKey> {
  const algorithm = flags.alg ?? (flags.keyFile === undefined ? usual : 'RS256');
  if (algorithm === 'RS256') {
    // From the instance, a token for an install takes all but the secret.
    refuseSecretFlags({ ...flags, fromInstance: undefined });
    if (flags.keyFile === undefined) {
      throw new UsageError('key-missing', 'RS256 signs with a private key.', {
        nextSteps: ['Give it with --key-file <file>. To make one: connect-kit jwt keys generate'],
      });
    }
    const privateKey = await readKeyFile(flags.keyFile, importPrivateKey, cli);
    // Without a name, the other side cannot look the key up.
    const kid = flags.kid ?? (usual === 'RS256' ? await nameOf(privateKey) : undefined);
    return { algorithm, privateKey, kid };
  }
  if (flags.keyFile !== undefined) throw misplacedKey('--key-file', algorithm);
  if (flags.kid !== undefined) {
    throw new UsageError('kid-without-key', '--kid names an RSA key; it goes with --key-file.');
  }
  return { algorithm, secret: await readSecret(flags, cli, addon) };
}

/** What `verify` verifies with. The algorithm follows from the kind of key unless it is named. */
export async function readVerificationKey(flags: VerificationFlags, cli: Cli): Promise<VerificationKey> {
  const { publicKeyFile, keyServer } = flags;
  const algorithm = flags.alg ?? (publicKeyFile === undefined && keyServer === undefined ? 'HS256' : 'RS256');
  if (algorithm !== 'RS256') {
    if (publicKeyFile !== undefined) throw misplacedKey('--public-key-file', algorithm);
    if (keyServer !== undefined) throw misplacedKey('--key-server', algorithm);
    return { algorithm, secret: await readSecret(flags, cli) };
  }
  refuseSecretFlags(flags);
  if (publicKeyFile !== undefined && keyServer !== undefined) {
    throw new UsageError('key-ambiguous', '--public-key-file and --key-server exclude each other.');
  }
  if (publicKeyFile !== undefined) {
    return { algorithm, publicKey: await readKeyFile(publicKeyFile, importPublicKey, cli) };
  }
  if (keyServer !== undefined) {
    const { fetch, signal } = cli.context;
    return { algorithm, findPublicKey: createKeyFinder({ url: keyServer, fetch, signal }) };
  }
  throw new UsageError('key-missing', 'RS256 is verified with a public key.', {
    nextSteps: ['Give it with --public-key-file <file> or --key-server <url>.'],
  });
}

/**
 * The shared secret from the one flag that gives it, else from the environment. Line breaks that end a file or stdin
 * are dropped. The secret itself never gets into a message.
 * @throws {UsageError} when there is none, more than one flag gives it, or it cannot be one
 */
export async function readSecret(flags: SecretFlags, cli: Cli, addon?: AddonCredentials): Promise<string> {
  const given = secretFlagsIn(flags);
  if (given.length > 1) {
    throw new UsageError('secret-ambiguous', `The shared secret is given twice: ${given.join(' and ')}.`, {
      nextSteps: ['Leave all but one of them out.'],
    });
  }
  const source = given[0] ?? SECRET_VARIABLE;
  const secret = await readFromSource(flags, cli, addon);
  if (secret === undefined) {
    throw new UsageError('secret-missing', 'The shared secret is missing.', { nextSteps: SECRET_SOURCES });
  }
  if (secret === '') throw new UsageError('secret-empty', `The shared secret from ${source} is empty.`);
  if (/^-----BEGIN [A-Z ]*(?:KEY|CERTIFICATE)-----/.test(secret)) {
    throw new UsageError('secret-is-key', `What ${source} gives is a key in PEM, not a shared secret.`, {
      nextSteps: ['For RS256, sign with --key-file and verify with --public-key-file.'],
    });
  }
  cli.detail(`shared secret from ${source}`);
  return secret;
}

async function readFromSource(
  flags: SecretFlags,
  cli: Cli,
  addon: AddonCredentials | undefined,
): Promise<string | undefined> {
  if (flags.fromInstance !== undefined) {
    return secretOf(addon ?? (await findInstanceAddon(flags.fromInstance, cli)));
  }
  if (flags.secretFile !== undefined) {
    return decodeSecret(await readInputFile(flags.secretFile, cli), flags.secretFile);
  }
  if (flags.secretStdin === true) {
    if (cli.context.stdin.isTTY) {
      throw new UsageError('stdin-is-terminal', '--secret-stdin reads a pipe or a file, not the keyboard.', {
        nextSteps: ['Redirect it, for instance: … --secret-stdin < secret.txt'],
      });
    }
    return decodeSecret(await cli.context.stdin.readAll(), 'stdin');
  }
  if (flags.secret !== undefined) {
    cli.warn(
      'a secret on the command line stays in the shell history and other users can see it; ' +
        'prefer --secret-file, --secret-stdin or CONNECT_KIT_SECRET',
    );
    return flags.secret;
  }
  return readEnv(cli.context.env, SECRET_VARIABLE);
}

export function decodeSecret(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/[\r\n]+$/, '');
  } catch (cause) {
    throw new UsageError('secret-unreadable', 'The shared secret is not UTF-8 text.', { where, cause });
  }
}

async function readKeyFile(
  file: string,
  parse: (pem: string, where: string) => KeyObject,
  cli: Cli,
): Promise<KeyObject> {
  return parse(new TextDecoder().decode(await readInputFile(file, cli)), file);
}

export async function readInputFile(file: string, cli: Cli): Promise<Uint8Array> {
  try {
    return await readFile(path.resolve(cli.context.cwd, file));
  } catch (cause) {
    const why = hasCode(cause, 'ENOENT') ? 'There is no such file.' : `${messageOf(cause)}.`;
    throw new UsageError('file-unreadable', why, { where: file, cause });
  }
}

async function nameOf(privateKey: KeyObject): Promise<string> {
  const { describeKey } = await import('../jwt/key-pair.ts');
  return describeKey(privateKey).kid;
}

function algorithmOption(rsaFlags: string): Option {
  return new Option('--alg <algorithm>', `HS256 unless ${rsaFlags} is given, then RS256`).choices(ALGORITHMS);
}

function secretFlagsIn({ secretFile, secretStdin, secret, fromInstance }: SecretFlags): readonly string[] {
  return [
    ...(secretFile === undefined ? [] : ['--secret-file']),
    ...(secretStdin === true ? ['--secret-stdin'] : []),
    ...(secret === undefined ? [] : ['--secret']),
    ...(fromInstance === undefined ? [] : ['--from-instance']),
  ];
}

function refuseSecretFlags(flags: SecretFlags): void {
  const [flag] = secretFlagsIn(flags);
  if (flag === undefined) return;
  throw new UsageError('secret-with-rsa', `${flag} gives a shared secret, which RS256 does not use.`, {
    nextSteps: [`Leave it out, or take one of ${HMAC_ALGORITHMS.join(', ')}.`],
  });
}

function misplacedKey(flag: string, algorithm: Algorithm): UsageError {
  return new UsageError('key-with-hmac', `${flag} gives an RSA key, which ${algorithm} does not use.`, {
    nextSteps: ['Take --alg RS256, or leave the key out and give the shared secret.'],
  });
}
