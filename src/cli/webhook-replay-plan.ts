import { createHash, randomUUID } from 'node:crypto';
import { NotFineError, UsageError } from '../core/errors.ts';
import { isLoopbackUrl } from '../core/loopback.ts';
import { closest } from '../core/suggest.ts';
import { basePathOf } from '../jwt/canonical-request.ts';
import { pathsOf, readChange } from '../webhook/replay/changes.ts';
import { isWanted } from '../webhook/replay/due-deliveries.ts';
import type { Entries } from '../webhook/replay/entries.ts';
import {
  type BodyExpectation,
  DEFAULT_STATUS,
  type Expectations,
  readBodyExpectation,
  readStatuses,
} from '../webhook/replay/expectations.ts';
import { type PrepareOptions, prepareRequest, type ReplaySigner } from '../webhook/replay/prepare.ts';
import { createRandom } from '../webhook/replay/random.ts';
import type { Cli } from './cli.ts';
import { findInstanceAddon } from './instance-addon.ts';
import { readInputFile, readSecret } from './secret.ts';
import { type ReplayFlags, readHeaders } from './webhook-replay-flags.ts';

/** Where deliveries go, and as whose. */
export interface ReplayTarget {
  readonly origin: string;
  readonly basePath: string;
  readonly signer: ReplaySigner | undefined;
}

/**
 * The target and what tokens for it are signed with: from flags, or from an add-on in the dev instance.
 * @throws {UsageError} when something is missing or contradicts
 */
export async function readTarget(flags: ReplayFlags, cli: Cli): Promise<ReplayTarget> {
  const addon =
    flags.fromInstance === undefined ? undefined : await findInstanceAddon(flags.fromInstance, cli);
  const to = flags.to ?? addon?.baseUrl;
  if (to === undefined) {
    throw new UsageError('target-missing', 'It is not said where deliveries go.', {
      nextSteps: [
        'Give the base URL of the add-on: --to http://localhost:3000',
        'For an add-on in the running dev instance: --from-instance <add-on key>.',
      ],
    });
  }
  const url = URL.canParse(to) ? new URL(to) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new UsageError('bad-target', `--to ${JSON.stringify(to)} is not the base URL of a server.`, {
      nextSteps: ['Write it as --to http://localhost:3000, without a query; --path says which path.'],
    });
  }
  const target = { origin: url.origin, basePath: basePathOf(to) };
  if (flags.unsigned === true) {
    if (flags.clientKey !== undefined) {
      throw new UsageError(
        'unsigned-with-key',
        '--unsigned sends no tokens, so --client-key would change nothing.',
      );
    }
    return { ...target, signer: undefined };
  }
  const secret = await readSecret(flags, cli, addon);
  return { ...target, signer: { secret, clientKey: flags.clientKey ?? addon?.clientKey } };
}

/**
 * Deliveries are signed and change things where they arrive, so those to another machine are asked about.
 * @throws {UsageError} when nobody is there to answer
 */
export async function confirmTarget(
  origin: string,
  count: number,
  flags: ReplayFlags,
  cli: Cli,
): Promise<void> {
  if (isLoopbackUrl(origin) || flags.yes === true) return;
  if (!cli.canPrompt) {
    throw new UsageError('target-remote', `${origin} is not this machine.`, {
      nextSteps: ['Add --yes if deliveries are to be sent there.'],
    });
  }
  const what = `${count} ${count === 1 ? 'delivery' : 'deliveries'}`;
  const isWanted = await cli.context.prompts.confirm({
    message: `Send ${what} to ${origin}, which is not this machine?`,
    initial: false,
  });
  if (!isWanted) throw new NotFineError('target-declined', 'Nothing was sent.');
}

export function readPrepareOptions(flags: ReplayFlags, basePath: string): PrepareOptions {
  if (flags.path !== undefined && !/^\/[^\s?#]*$/.test(flags.path)) {
    throw new UsageError('bad-path', '--path must begin with / and have neither a query nor blanks.');
  }
  return {
    basePath,
    path: flags.path,
    changes: (flags.set ?? []).map(readChange),
    headers: readHeaders(flags.header),
  };
}

/** With more recordings than these, reading each of them first would take too long. */
const MAX_COUNTED = 10_000;

/** How many of them are wanted; at most, where there are very many. */
export async function countWanted(entries: Entries, only: readonly string[]): Promise<number> {
  if (only.length === 0 || entries.count > MAX_COUNTED) return entries.count;
  let count = 0;
  for (let index = 0; index < entries.count; index += 1) {
    if (isWanted(await entries.load(index), only)) count += 1;
  }
  return count;
}

/** What is said of a recording that was changed by hand, or by a tool that writes JSON anew. */
export function warnOfEdited(cli: Cli): (name: string) => void {
  return (name) =>
    cli.warn(
      `the body in ${name} is not the one that was recorded; if it was changed on purpose, remove its sha256`,
    );
}

/**
 * Makes sure, before anything is sent, that each `--set` has something to change.
 * @throws {UsageError} when one has not
 */
export async function assertChangesHit(
  entries: Entries,
  only: readonly string[],
  options: PrepareOptions,
  cli: Cli,
): Promise<void> {
  const { changes } = options;
  if (changes.length === 0) return;
  const hits = changes.map(() => 0);
  const paths = new Set<string>();
  let count = 0;
  for (let index = 0; index < entries.count; index += 1) {
    const recording = await entries.load(index);
    if (!isWanted(recording, only)) continue;
    count += 1;
    prepareRequest(recording, options, hits);
    if (paths.size < 10_000) for (const path of pathsOf(recording.request.body.bytes)) paths.add(path);
  }
  for (const [index, { name, path }] of changes.entries()) {
    const hit = hits[index] ?? 0;
    if (hit === 0) {
      const meant = closest(path.join('.'), [...paths]);
      throw new UsageError('set-hits-nothing', `--set ${name} hits nothing: no body has that path.`, {
        nextSteps: [
          meant === undefined
            ? 'Look the path up in a recording, below request.body.json.'
            : `Did you mean ${meant}?`,
        ],
      });
    }
    if (hit < count)
      cli.note(`--set ${name} changes ${hit} of ${count} deliveries; the others have no such path.`);
  }
}

/** @throws {UsageError} when one of them is malformed */
export async function readExpectations(flags: ReplayFlags, cli: Cli): Promise<Expectations> {
  // What is compared with the recorded status need not be a success.
  const fallback = flags.compare === true ? 'any' : DEFAULT_STATUS;
  const statusText = flags.expectStatus ?? fallback;
  return {
    isStatusRight: readStatuses(statusText),
    statusText,
    body: flags.expectBody === undefined ? undefined : await readBody(flags.expectBody, cli),
    maxLatencyMs: flags.maxLatency,
    compare: flags.compare === true,
  };
}

async function readBody(text: string, cli: Cli): Promise<BodyExpectation> {
  if (!text.startsWith('@')) return readBodyExpectation(text);
  const name = text.slice(1);
  return { kind: 'bytes', bytes: await readInputFile(name, cli), name };
}

/** Random numbers of a seed; what it was is said, so that a run can be had again. */
export function readRandom({ seed, shuffle }: ReplayFlags, cli: Cli): () => number {
  const used = seed ?? createHash('sha256').update(randomUUID()).digest('hex').slice(0, 8);
  if (shuffle === true && seed === undefined) cli.note(`The order is that of --seed ${used}`);
  return createRandom(used);
}
