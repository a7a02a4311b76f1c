import { randomUUID } from 'node:crypto';
import type { WebhookEvent } from '../catalog/webhook-events.ts';
import { UsageError } from '../core/errors.ts';
import { isRecord, type JsonObject, stringAt } from '../core/json.ts';
import type { AddonCredentials, AddonStatus } from '../instance/control-client.ts';
import type { InstanceRecord } from '../instance/instance-file.ts';
import { basePathOf } from '../jwt/canonical-request.ts';
import { createRequestSigner, type ReplaySigner } from '../webhook/replay/prepare.ts';
import { createSenders } from '../webhook/replay/sender.ts';
import { MAX_PLACES } from '../webhook/trigger/send-all.ts';
import { createTriggerRequest } from '../webhook/trigger/trigger-request.ts';
import type { Cli } from './cli.ts';
import { commandSite } from './instance-site.ts';
import { readSecret } from './secret.ts';
import type { TriggerFlags } from './webhook-trigger-flags.ts';
import type { TriggerResult } from './webhook-trigger-results.ts';

/** A request as it is shown. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  /** Names and values. */
  readonly headers: readonly (readonly [string, string])[];
  /** JSON text; null where none is sent. */
  readonly body: string | null;
}

/** Where deliveries go. */
export interface TriggerTarget {
  /** Scheme, host and port of a URL; undefined for an add-on of the dev instance. */
  readonly origin: string | undefined;
  preview(body: JsonObject): Promise<readonly ShownRequest[]>;
  /** @param place which of those that are under way at a time it is */
  send(body: JsonObject, place: number): Promise<readonly TriggerResult[]>;
  close(): Promise<void>;
}

/**
 * A URL that somebody names.
 * @param addon whose secret is taken, of the dev instance
 * @throws {UsageError} when something is missing or contradicts
 */
export async function createUrlTarget(
  event: WebhookEvent,
  to: string,
  actor: string | undefined,
  addon: AddonCredentials | undefined,
  flags: TriggerFlags,
  cli: Cli,
): Promise<TriggerTarget> {
  const origin = originOf(to);
  const basePath = basePathOf(flags.baseUrl);
  const sign = createRequestSigner(await readSigner(addon, flags, cli));
  const { clock } = cli.context;
  const prepare = async (body: JsonObject) => {
    const identifier = randomUUID();
    const prepared = createTriggerRequest({ event, body, to, basePath, actor, identifier });
    return { ...prepared, ...(await sign(prepared, clock.now())) };
  };
  // None is connected before it is needed.
  const senders = createSenders(origin, MAX_PLACES, {
    timeout: flags.timeout,
    keepBodies: true,
    timer: () => performance.now(),
  });
  const destroy = () => {
    for (const sender of senders) sender.destroy();
  };
  cli.context.signal.addEventListener('abort', destroy, { once: true });
  return {
    origin,
    preview: async (body) => {
      const { method, target, headers, body: bytes } = await prepare(body);
      const text = Buffer.from(bytes).toString('utf8');
      return [{ method, url: `${origin}${target}`, headers: pairs(headers), body: text }];
    },
    send: async (body, place) => {
      const request = await prepare(body);
      const sender = senders[place % MAX_PLACES];
      if (sender === undefined) throw new Error('there is a sender for every place');
      const { status, error, latencyMs, body: answer, encoding } = await sender.send(request);
      const note = status === undefined ? `no answer: ${error ?? 'unknown'}` : undefined;
      const text = answer === undefined ? undefined : await textOf(answer, encoding);
      return [
        { event: event.name, url: `${origin}${request.target}`, status, answer: text, latencyMs, note },
      ];
    },
    close: async () => destroy(),
  };
}

/** As people can read it. */
async function textOf(bytes: Uint8Array, encoding: string | undefined): Promise<string> {
  const { decodeContent } = await import('../webhook/record/decode-content.ts');
  const decoded = await decodeContent(bytes, encoding ?? '');
  return 'bytes' in decoded ? Buffer.from(decoded.bytes).toString('utf8') : `(${decoded.problem})`;
}

function originOf(to: string): string {
  // Variables are filled in path and query.
  const url = URL.canParse(to) ? new URL(to) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.hash === '') return url.origin;
  throw new UsageError('bad-target', `--to ${JSON.stringify(to)} is not the URL of a webhook.`, {
    nextSteps: ['Write it whole: --to http://localhost:3000/issue-updated'],
  });
}

async function readSigner(
  addon: AddonCredentials | undefined,
  flags: TriggerFlags,
  cli: Cli,
): Promise<ReplaySigner | undefined> {
  if (flags.unsigned === true) {
    if (flags.clientKey === undefined) return undefined;
    throw new UsageError(
      'unsigned-with-key',
      '--unsigned sends no token, so --client-key would change nothing.',
    );
  }
  const secret = await readSecret(flags, cli, addon);
  const clientKey = flags.clientKey ?? addon?.clientKey;
  if (clientKey !== undefined) return { secret, clientKey };
  throw new UsageError('client-key-missing', 'Nothing says whose delivery it is: --client-key is missing.', {
    nextSteps: [
      'Give the clientKey of the product, as the add-on received it on install: --client-key <key>',
      'For an add-on in the running dev instance: --from-instance <add-on key>.',
      'To send no token: --unsigned',
    ],
  });
}

/** An add-on of the running dev instance, which sends webhooks as it sends its own. */
export function createInstanceTarget(
  event: WebhookEvent,
  actor: string | undefined,
  site: InstanceRecord,
  { key }: Pick<AddonStatus, 'key'>,
  cli: Cli,
): TriggerTarget {
  const ask = (body: JsonObject, more: object) =>
    commandSite(
      site,
      'webhooks/trigger',
      { product: event.product, addon: key, event: event.name, actor, body, ...more },
      cli,
    );
  return {
    origin: undefined,
    preview: async (body) => recordsAt(await ask(body, { dryRun: true }), 'requests').map(toShown),
    send: async (body) => recordsAt(await ask(body, {}), 'deliveries').map(toResult),
    close: async () => {},
  };
}

type Answer = Readonly<Record<string, unknown>>;

function toShown(request: Answer): ShownRequest {
  const headers = isRecord(request['headers']) ? request['headers'] : {};
  const text = stringAt(request, 'body');
  return {
    method: stringAt(request, 'method') ?? 'POST',
    url: stringAt(request, 'url') ?? '',
    headers: [
      ...(text === undefined ? [] : [['Content-Type', 'application/json'] as const]),
      ...Object.entries(headers).map(([name, value]) => [name, String(value)] as const),
    ],
    body: text ?? null,
  };
}

function toResult(delivery: Answer): TriggerResult {
  const { answer, last, nextTry } = delivery;
  const status = numberAt(answer, 'status') ?? numberAt(last, 'status');
  const isTriedAgain = typeof nextTry === 'string';
  const why = status === undefined ? [stringAt(last, 'message') ?? 'no answer'] : [];
  const notes = [...why, ...(isTriedAgain ? [`it is tried again at ${nextTry}`] : [])];
  const id = numberAt(delivery, 'id');
  return {
    event: stringAt(delivery, 'event') ?? '',
    url: stringAt(delivery, 'url') ?? '',
    status,
    answer: stringAt(answer, 'body'),
    latencyMs: numberAt(answer, 'latencyMs') ?? numberAt(last, 'durationMs'),
    note: notes.length === 0 ? undefined : notes.join('; '),
    ...(id === undefined ? {} : { id }),
  };
}

function numberAt(value: unknown, name: string): number | undefined {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'number' ? found : undefined;
}

function recordsAt(answer: Answer, name: string): readonly Answer[] {
  const list = answer[name];
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

function pairs(headers: readonly string[]): readonly (readonly [string, string])[] {
  return headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? ''] as const] : []));
}
