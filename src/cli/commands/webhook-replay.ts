import path from 'node:path';
import type { Command } from 'commander';
import { EXIT, UsageError } from '../../core/errors.ts';
import { printable } from '../../report/printable.ts';
import type { Entries } from '../../webhook/replay/entries.ts';
import type { PrepareOptions } from '../../webhook/replay/prepare.ts';
import type { ReplaySummary } from '../../webhook/replay/summary.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { warnOfEdited } from '../webhook-edited.ts';
import { addReplayOptions, type ReplayFlags, readPace, readReports } from '../webhook-replay-flags.ts';
import type { ReplayTarget } from '../webhook-replay-plan.ts';
import type { CaseCollector } from '../webhook-replay-report.ts';

const EXAMPLES = `Examples:
  connect-kit webhook replay recordings --to http://localhost:3000 --secret-file secret.txt
                                          each again, signed anew, one after the other
  connect-kit webhook replay recordings --from-instance my-addon
                                          to an add-on in the dev instance
  connect-kit webhook replay 'recordings/*created*' --to http://localhost:3000 --secret-file secret.txt --set issue.key=ABC-2 --expect-status 204
  connect-kit webhook replay recordings --to http://localhost:3000 --secret-file secret.txt --repeat 1000 --concurrency 10 --max-latency 500ms
                                          how the add-on bears it
  connect-kit webhook replay recordings --to http://localhost:3000 --secret-file secret.txt --compare --report junit=report.xml
                                          whether it still answers as it did
`;

export function configure(command: Command, getCli: GetCli): void {
  addReplayOptions(
    setExamples(command, EXAMPLES).argument(
      '<source...>',
      'recordings: files, folders, globs; or HAR files and what else webhook import reads',
    ),
  ).action((sources: readonly string[], flags: ReplayFlags) => run(sources, flags, getCli()));
}

async function run(sources: readonly string[], flags: ReplayFlags, cli: Cli): Promise<void> {
  const { context } = cli;
  const pace = readPace(flags);
  const reports = readReports(flags.report);
  const [plan, { findEntries }] = await Promise.all([
    import('../webhook-replay-plan.ts'),
    import('../../webhook/replay/entries.ts'),
  ]);
  const expectations = await plan.readExpectations(flags, cli);
  const target = await plan.readTarget(flags, cli);
  const prepare = plan.readPrepareOptions(flags, target.basePath);
  const entries = await findEntries(sources, context.cwd, warnOfEdited(cli));
  const only = flags.only ?? [];
  await plan.assertChangesHit(entries, only, prepare, cli);
  if (flags.dryRun === true) return showPlan(entries, only, prepare, target, cli);
  for (const { file } of reports) {
    if (file === undefined) continue;
    const { assertWritable } = await import('../../core/write-file.ts');
    await assertWritable(path.resolve(context.cwd, file), file);
  }
  const total = (await plan.countWanted(entries, only)) * flags.repeat;
  if (total === 0) throw noneSent(only);
  await plan.confirmTarget(target.origin, total, flags, cli);
  const [{ replay }, display, { CaseCollector }] = await Promise.all([
    import('../../webhook/replay/replay.ts'),
    import('../webhook-replay-display.ts'),
    import('../webhook-replay-report.ts'),
  ]);
  const random = plan.readRandom(flags, cli);
  const hasReportOnStdout = cli.options.json || reports.some(({ file }) => file === undefined);
  const shown = new display.ReplayDisplay(total, entries.nameOf, cli, !hasReportOnStdout);
  const cases = reports.some(({ format }) => format === 'junit')
    ? new CaseCollector(entries.nameOf)
    : undefined;
  const summary = await replay({
    ...{ entries, origin: target.origin, prepare, signer: target.signer, only, pace, expectations },
    repeat: flags.repeat,
    shuffle: flags.shuffle === true ? random : undefined,
    concurrency: flags.concurrency ?? (pace.kind === 'max' ? 1 : 10),
    retry: flags.retry === 'product' ? { waitMs: flags.retryWait, random } : undefined,
    timeout: flags.timeout,
    clock: context.clock,
    timer: () => performance.now(),
    signal: context.signal,
    onResult: (result) => {
      cases?.add(result);
      shown.show(result);
    },
  }).finally(() => shown.end());
  if (summary.deliveries + summary.interrupted === 0 && !context.signal.aborted) throw noneSent(only);
  await writeReports(summary, entries, cases, flags, cli);
  const text = display.renderSummary(summary, hasReportOnStdout ? cli.notePalette : cli.palette);
  if (hasReportOnStdout) cli.note(text);
  else cli.result(text);
  if (summary.failed > 0) cli.finishWith(EXIT.notFine);
}

async function writeReports(
  summary: ReplaySummary,
  entries: Entries,
  cases: CaseCollector | undefined,
  flags: ReplayFlags,
  cli: Cli,
): Promise<void> {
  const { summaryToJson } = await import('../webhook-replay-report.ts');
  const json = summaryToJson(summary, entries.nameOf, cli.context.signal.aborted);
  for (const { format, file } of readReports(flags.report)) {
    const text = format === 'json' ? `${JSON.stringify(json, null, 2)}\n` : (cases?.toJunit(summary) ?? '');
    if (file !== undefined) {
      const { writeFileAtomically } = await import('../../core/write-file.ts');
      await writeFileAtomically(path.resolve(cli.context.cwd, file), text, file);
    } else if (!cli.options.json) cli.result(text);
  }
  if (cli.options.json) cli.json(json);
}

/** What would be sent; tokens are made when something is sent. */
async function showPlan(
  entries: Entries,
  only: readonly string[],
  prepare: PrepareOptions,
  { origin, signer }: ReplayTarget,
  cli: Cli,
): Promise<void> {
  const [{ createRequestSigner, prepareRequest }, { isWanted }] = await Promise.all([
    import('../../webhook/replay/prepare.ts'),
    import('../../webhook/replay/due-deliveries.ts'),
  ]);
  const sign = createRequestSigner(signer);
  let count = 0;
  for (let index = 0; index < entries.count; index += 1) {
    const recording = await entries.load(index);
    if (!isWanted(recording, only)) continue;
    count += 1;
    const prepared = prepareRequest(recording, prepare, []);
    // Tells now what would stop it later.
    await sign(prepared, cli.context.clock.now());
    const { method, event, body, qsh } = prepared;
    const url = `${origin}${prepared.target}`;
    const name = entries.nameOf(index);
    if (cli.options.json) {
      const tells = { event, method, url, bytes: body.length, signed: signer !== undefined, qsh };
      cli.jsonLine({ version: 1, recording: name, ...tells });
    } else {
      cli.result(
        `${printable(event ?? 'unknown event')}  ${method} ${url}  ${body.length} bytes  ${cli.palette.dim(name)}`,
      );
    }
  }
  if (count === 0) throw noneSent(only);
  cli.note(`${count} ${count === 1 ? 'delivery' : 'deliveries'}; nothing was sent.`);
}

function noneSent(only: readonly string[]): UsageError {
  return new UsageError('nothing-to-send', 'There is nothing to send.', {
    nextSteps: only.length === 0 ? [] : [`None of the recordings is ${only.join(' or ')}.`],
  });
}
