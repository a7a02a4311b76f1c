import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { createSharedSecret, SECRET_LENGTHS, writeSecretFile } from '../../jwt/secret-file.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

const EXAMPLES = `Examples:
  connect-kit jwt secret generate --out secret.txt        readable by you alone; for --secret-file
  connect-kit jwt secret generate                         on stdout
`;

interface GenerateFlags {
  readonly length: number;
  readonly out?: string;
  readonly force?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  const { min, usual, max } = SECRET_LENGTHS;
  setExamples(command, EXAMPLES)
    .option('--length <number>', `characters, from ${min} to ${max}`, parseLength, usual)
    .option('--out <file>', 'write it to a file instead of stdout')
    .option('--force', 'replace a file that is there')
    .action((flags: GenerateFlags) => generate(flags, getCli()));
}

async function generate({ length, out, force }: GenerateFlags, cli: Cli): Promise<void> {
  const secret = createSharedSecret(length);
  if (out === undefined) {
    if (cli.options.json) cli.json({ version: 1, secret });
    else cli.result(secret);
    return;
  }
  await writeSecretFile(path.resolve(cli.context.cwd, out), `${secret}\n`, force === true);
  if (cli.options.json) cli.json({ version: 1, file: out });
  else cli.note(`A shared secret of ${length} characters is in ${out}.`);
}

function parseLength(text: string): number {
  const length = Number(text);
  const { min, max } = SECRET_LENGTHS;
  if (!/^\d+$/.test(text) || length < min || length > max) {
    throw new InvalidArgumentError(`It is a number from ${min} to ${max}.`);
  }
  return length;
}
