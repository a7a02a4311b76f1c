import type { Command } from 'commander';
import { importPrivateKey, importPublicKey } from '../../jwt/keys.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { readInputFile } from '../secret.ts';

const EXAMPLES = `Examples:
  connect-kit jwt keys show keys/private.pem              kid, fingerprint and public half; never the private one
  connect-kit jwt keys show keys/private.pem --quiet      the public key alone, in PEM
`;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('<file>', 'an RSA key in PEM, private or public')
    .action((file: string) => show(file, getCli()));
}

async function show(file: string, cli: Cli): Promise<void> {
  const pem = new TextDecoder().decode(await readInputFile(file, cli));
  const key = pem.includes('PRIVATE KEY-----') ? importPrivateKey(pem, file) : importPublicKey(pem, file);
  const { describeKey } = await import('../../jwt/key-pair.ts');
  const { kid, bits, fingerprint, publicKey } = describeKey(key);
  if (cli.options.json) {
    cli.json({ version: 1, kid, bits, fingerprint, publicKey });
    return;
  }
  if (cli.options.quiet) {
    cli.result(publicKey);
    return;
  }
  const { dim } = cli.palette;
  cli.result(
    [
      `${dim('kid')}          ${kid}  ${dim('(unless it was given another name)')}`,
      `${dim('key')}          RSA, ${bits} bits`,
      `${dim('fingerprint')}  SHA256:${fingerprint}`,
      publicKey,
    ].join('\n'),
  );
}
