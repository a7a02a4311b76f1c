import { createHash } from 'node:crypto';
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../../core/errors.ts';
import type { Delivery } from '../../webhook/delivery.ts';
import { findEventName } from '../../webhook/event-name.ts';
import { parseBaseUrl } from '../base-url.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { readInputFile } from '../secret.ts';
import { addRedactionOptions, type RedactionFlags, readRedaction } from '../webhook-redaction.ts';

const EXAMPLES = `Examples:
  connect-kit webhook import capture.har
                                          the POST requests of a HAR file
  curl -s http://localhost:4040/api/requests/http | connect-kit webhook import -
                                          what ngrok has captured
  connect-kit webhook import payload.json --path /issue-updated --out fixtures
                                          a payload alone
`;

interface Flags extends RedactionFlags {
  readonly out: string;
  readonly path?: string;
  readonly event?: string;
  readonly addonKey?: string;
  readonly baseUrl?: string;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument(
      '<file...>',
      'HAR files, captures of ngrok, payloads, raw HTTP, output of curl -v; - reads stdin',
    )
    .option('--out <folder>', 'folder for the recordings', 'recordings')
    .addOption(
      new Option('--path <path>', 'where deliveries went whose file does not say it').argParser(parsePath),
    )
    .option('--event <event>', 'the event of deliveries that do not say it, as those of Confluence')
    .option('--addon-key <key>', 'the add-on, to be noted')
    .addOption(
      new Option('--base-url <url>', 'the base URL that the product knew; its path is not hashed').argParser(
        parseBaseUrl,
      ),
    );
  addRedactionOptions(command).action((files: readonly string[], flags: Flags) =>
    importFiles(files, flags, getCli()),
  );
}

async function importFiles(files: readonly string[], flags: Flags, cli: Cli): Promise<void> {
  const { context } = cli;
  const [{ parseImport }, { createRecorder }, { basePathOf }] = await Promise.all([
    import('../../webhook/import/read-deliveries.ts'),
    import('../../webhook/record/recorder.ts'),
    import('../../jwt/canonical-request.ts'),
  ]);
  const redaction = await readRedaction(flags, [], cli);
  const basePath = basePathOf(flags.baseUrl);
  // Everything is read before anything is written.
  const deliveries: { readonly delivery: Delivery; readonly id: string; readonly file: string }[] = [];
  for (const file of files) {
    const bytes = file === '-' ? await context.stdin.readAll() : await readInputFile(file, cli);
    const name = file === '-' ? '<stdin>' : file;
    const imported = parseImport(bytes, name);
    for (const one of imported.skipped) cli.note(`${name}: passed over ${one}`);
    for (const [index, delivery] of imported.deliveries.entries()) {
      // The same file gives the same names, so that importing it twice changes nothing.
      const id = createHash('sha256').update(bytes).update(`#${index}`).digest('hex').slice(0, 32);
      deliveries.push({ delivery: complete(delivery, flags, basePath, name), id, file: name });
    }
  }
  let id = '';
  const folder = path.resolve(context.cwd, flags.out);
  const recorder = await createRecorder({ folder, redaction, newId: () => id, system: context.system });
  const written: string[] = [];
  for (const one of deliveries) {
    id = one.id;
    const { file, recording } = await recorder.record(one.delivery);
    const relative = path.relative(context.cwd, file);
    const shown = relative.startsWith('..') ? file : relative;
    written.push(shown);
    if (!cli.options.json) cli.result(`${recording.event ?? 'unknown event'}  ${shown}`);
    const { omitted } = recording.request.body;
    if (omitted !== undefined) cli.warn(`${shown} has no body: ${omitted}`);
  }
  if (cli.options.json) cli.json({ version: 1, recordings: written });
  cli.note(
    `${written.length} ${written.length === 1 ? 'delivery' : 'deliveries'} imported into ${flags.out}`,
  );
}

function complete(delivery: Delivery, flags: Flags, basePath: string, file: string): Delivery {
  const { request } = delivery;
  const target = request.target === '' ? flags.path : request.target;
  if (target === undefined) {
    throw new UsageError('path-missing', `${file} does not say to which path it went.`, {
      nextSteps: ['Give it with --path, for instance --path /issue-updated.'],
    });
  }
  const event = findEventName(request.body) ?? flags.event;
  return { ...delivery, event, addonKey: flags.addonKey, request: { ...request, target, basePath } };
}

function parsePath(text: string): string {
  if (/^\/[^\s#]*$/.test(text)) return text;
  throw new InvalidArgumentError('Write a path that begins with /, such as /issue-updated.');
}
