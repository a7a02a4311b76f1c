import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { packageVersion } from '../../core/package-root.ts';
import { basePathOf } from '../../jwt/canonical-request.ts';
import { RECORDING_SUFFIX, type Recording } from '../../webhook/recording/recording.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

const EXAMPLES = `Examples:
  connect-kit webhook export recordings --curl --out deliveries.sh
                                          a shell script; tokens are made when it runs
  connect-kit webhook export recordings --k6 --out load.js --to http://localhost:3000
                                          a load test that signs by itself
  connect-kit webhook export recordings --har --out deliveries.har
                                          for browsers and other tools
`;

interface Flags {
  readonly curl?: boolean;
  readonly k6?: boolean;
  readonly har?: boolean;
  readonly to: string;
  readonly clientKey?: string;
  readonly out?: string;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('<source...>', 'recordings: files, folders, globs')
    .addOption(new Option('--curl', 'as a shell script with curl commands').conflicts(['k6', 'har']))
    .addOption(new Option('--k6', 'as a script for k6').conflicts(['curl', 'har']))
    .addOption(new Option('--har', 'as a HAR file, version 1.2').conflicts(['curl', 'k6']))
    .addOption(
      new Option('--to <url>', 'base URL of the add-on that they go to')
        .default('http://localhost:3000')
        .argParser(parseBaseUrl),
    )
    .option('--client-key <key>', "clientKey of the product (default: that of the recording's token)")
    .option('--out <file>', 'file to write, in place of stdout')
    .action((sources: readonly string[], flags: Flags) => exportDeliveries(sources, flags, getCli()));
}

async function exportDeliveries(sources: readonly string[], flags: Flags, cli: Cli): Promise<void> {
  if (flags.curl !== true && flags.k6 !== true && flags.har !== true) {
    throw new UsageError('format-missing', 'It is not said as what deliveries are written.', {
      nextSteps: ['Add --curl, --k6 or --har.'],
    });
  }
  const { findEntries } = await import('../../webhook/replay/entries.ts');
  const entries = await findEntries(sources, cli.context.cwd);
  const recordings: Recording[] = [];
  for (let index = 0; index < entries.count; index += 1) {
    const name = entries.nameOf(index);
    if (!name.endsWith(RECORDING_SUFFIX)) {
      throw new UsageError('export-unredacted', `${name} is no recording, and may hold secrets.`, {
        nextSteps: [`Make recordings of it first: connect-kit webhook import ${name}`],
      });
    }
    const recording = await entries.load(index);
    const { omitted } = recording.request.body;
    if (omitted === undefined) recordings.push(recording);
    else cli.warn(`${name} is left out, for it has no body: ${omitted}`);
  }
  const text = await render(recordings, flags);
  const { out } = flags;
  if (out !== undefined) {
    const { writeFileAtomically } = await import('../../core/write-file.ts');
    await writeFileAtomically(path.resolve(cli.context.cwd, out), text, out);
    cli.note(`${recordings.length} ${recordings.length === 1 ? 'delivery' : 'deliveries'} written to ${out}`);
    if (cli.options.json) cli.json({ version: 1, file: out, deliveries: recordings.length });
  } else if (cli.options.json && flags.har !== true) {
    cli.json({ version: 1, deliveries: recordings.length, script: text });
  } else cli.result(text);
}

async function render(
  recordings: readonly Recording[],
  { to, clientKey, curl, har }: Flags,
): Promise<string> {
  if (har === true) {
    const { exportHar } = await import('../../webhook/export/har.ts');
    return exportHar(recordings, new URL(to).origin, packageVersion());
  }
  const { toExported } = await import('../../webhook/export/exported.ts');
  const deliveries = recordings.map((recording) => toExported(recording, basePathOf(to)));
  const options = { to: to.replace(/\/$/, ''), clientKey };
  if (curl === true) {
    const { exportCurl } = await import('../../webhook/export/curl.ts');
    return exportCurl(deliveries, options);
  }
  const { exportK6 } = await import('../../webhook/export/k6.ts');
  return exportK6(deliveries, options);
}

function parseBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new InvalidArgumentError('Write the address of a server, such as http://localhost:3000.');
  }
  return text;
}
