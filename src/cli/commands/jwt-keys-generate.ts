import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

const EXAMPLES = `Examples:
  connect-kit jwt keys generate                           keys/private.pem, and keys/public/<kid>
  connect-kit jwt keys generate --out test/keys --kid test-key
  connect-kit jwt sign --as install --key-file keys/private.pem --client-key CLIENT-KEY --base-url http://localhost:3000 --url /installed --curl
`;

interface GenerateFlags {
  readonly out: string;
  readonly bits: number;
  readonly kid?: string;
  readonly force?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .option('--out <folder>', 'where the files go', 'keys')
    .option('--bits <number>', 'length of the key: 2048, 3072 or 4096', parseBits, 2048)
    .option('--kid <id>', 'name of the key (default: its thumbprint, RFC 7638)')
    .option('--force', 'replace a private key that is there')
    .action((flags: GenerateFlags) => generate(flags, getCli()));
}

async function generate({ out, bits, kid, force }: GenerateFlags, cli: Cli): Promise<void> {
  const { writeKeyPair } = await import('../../jwt/key-pair.ts');
  const folder = path.resolve(cli.context.cwd, out);
  const files = await writeKeyPair({ folder, bits, kid, overwrite: force === true });
  const shown = (file: string) => path.relative(cli.context.cwd, file);
  const privateKeyFile = shown(files.privateKeyFile);
  const publicKeyFile = shown(files.publicKeyFile);
  if (cli.options.json) {
    cli.json({ version: 1, kid: files.kid, privateKeyFile, publicKeyFile });
    return;
  }
  const { dim } = cli.palette;
  cli.result(
    [
      `${dim('kid')}          ${files.kid}`,
      `${dim('private key')}  ${privateKeyFile}`,
      `${dim('public key')}   ${publicKeyFile}`,
    ].join('\n'),
  );
  cli.note(
    `To serve it as a key server: python3 -m http.server 8099 --directory ${shown(files.publicFolder)}, and let the ` +
      'add-on look there (atlassian-connect-express: CONNECT_KEYS_CDN_URL=http://localhost:8099).',
  );
}

function parseBits(text: string): number {
  const bits = Number(text);
  if (![2048, 3072, 4096].includes(bits)) throw new InvalidArgumentError('It is 2048, 3072 or 4096.');
  return bits;
}
