import { EnvironmentError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';

/** What a program of the system answered. */
export interface ProgramAnswer {
  /** Undefined when it was ended, or is not there. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
}

/** Runs a program of the system. What is secret goes to its stdin: others can see its arguments. */
export type RunProgram = (program: string, args: readonly string[], stdin?: string) => Promise<ProgramAnswer>;

/** A store of the system that keeps tokens by the name of the site. */
export interface TokenStore {
  /** What people call it. */
  readonly title: string;
  /** @returns false when it does not take it: it is not there, or locked */
  write(name: string, token: Secret): Promise<boolean>;
  /** @throws {EnvironmentError} when it does not give it */
  read(name: string): Promise<Secret>;
  remove(name: string): Promise<void>;
}

const SERVICE = 'connect-kit';

/** The login keychain of macOS. */
export function createKeychain(run: RunProgram): TokenStore {
  const program = '/usr/bin/security';
  const title = 'the keychain';
  return {
    title,
    write: async (name, token) => {
      // As a command on stdin, split like that of a shell: base64 has nothing in it that would need quotes.
      const encoded = Buffer.from(token.reveal()).toString('base64');
      const command = `add-generic-password -U -s ${SERVICE} -a ${name} -w ${encoded}\n`;
      if (command.length > MAX_COMMAND) return false;
      await run(program, ['-i'], command);
      // It ends with 0 also when a command of stdin failed.
      const kept = await run(program, ['find-generic-password', '-s', SERVICE, '-a', name, '-w']);
      return kept.exitCode === 0 && kept.stdout.trim() === encoded;
    },
    read: async (name) => {
      const answer = await run(program, ['find-generic-password', '-s', SERVICE, '-a', name, '-w']);
      return new Secret(Buffer.from(tokenIn(answer, name, title), 'base64').toString());
    },
    remove: async (name) => {
      await run(program, ['delete-generic-password', '-s', SERVICE, '-a', name]);
    },
  };
}

/** Longer lines are cut by `security -i`. */
const MAX_COMMAND = 4_000;

/** The Secret Service of Linux desktops: GNOME Keyring, KWallet and others. */
export function createSecretService(run: RunProgram): TokenStore {
  const program = 'secret-tool';
  const title = "the desktop's keyring";
  const attributes = (name: string) => ['service', SERVICE, 'site', name];
  return {
    title,
    write: async (name, token) => {
      const label = `--label=connect-kit: ${name}`;
      const { exitCode } = await run(program, ['store', label, ...attributes(name)], token.reveal());
      return exitCode === 0;
    },
    read: async (name) => {
      const answer = await run(program, ['lookup', ...attributes(name)]);
      return new Secret(tokenIn(answer, name, title));
    },
    remove: async (name) => {
      await run(program, ['clear', ...attributes(name)]);
    },
  };
}

function tokenIn({ exitCode, stdout }: ProgramAnswer, name: string, title: string): string {
  const token = stdout.trim();
  if (exitCode === 0 && token !== '') return token;
  throw new EnvironmentError(
    'token-unavailable',
    `The token of the site ${name} cannot be read from ${title}.`,
    {
      nextSteps: [
        'Unlock it, and allow connect-kit to read it.',
        `Or give the token once more: connect-kit site add ${name}`,
      ],
    },
  );
}
