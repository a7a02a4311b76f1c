import type { Product } from '../catalog/products.ts';
import { isAvailable, type WebhookEvent } from '../catalog/webhook-events.ts';
import { UsageError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { readOwnJson } from '../validate/own-json.ts';
import { type BodyChange, changeBody } from '../webhook/change-body.ts';
import { createSample, createWorld } from '../webhook/samples/sample.ts';
import { isObject, type KnownWorld } from '../webhook/samples/world.ts';
import type { Cli } from './cli.ts';
import { type EditedText, editText } from './edit-text.ts';
import { readInputFile } from './secret.ts';
import type { ChangeFlag, TriggerFlags } from './webhook-trigger-flags.ts';

/** What bodies tell of. */
export interface Telling {
  readonly baseUrl: string | undefined;
  /** Account id of whoever does it. */
  readonly actor: string | undefined;
  readonly known: KnownWorld;
}

/** Bodies of an event, one after the other. */
export interface BodyMaker {
  /** @param serial counted from 0 */
  make(serial: number): JsonObject;
  /** What a person has written, which must not be lost as long as it has not been sent. */
  readonly edited: EditedText<JsonObject> | undefined;
}

export interface MakerOptions {
  readonly flags: Pick<TriggerFlags, 'body' | 'edit'>;
  readonly changes: readonly ChangeFlag[];
  /** Throws where nothing could be sent, before a person is asked for changes. */
  readonly check: (body: JsonObject) => Promise<void>;
}

/**
 * @throws {UsageError} when a change hits nothing, or what is to be read is no JSON
 */
export async function createBodyMaker(
  event: WebhookEvent,
  telling: Telling,
  { flags, check, ...wanted }: MakerOptions,
  cli: Cli,
): Promise<BodyMaker> {
  const { clock } = cli.context;
  const changes = await readChanges(wanted.changes, cli);
  const given = flags.body === undefined ? undefined : await readObject(flags.body, cli);
  const make = (serial: number): JsonObject => {
    const body = given ?? sampleOf(event, telling, serial, clock.now());
    const changed = changeBody(body, changes);
    if (isObject(changed)) return changed;
    throw new UsageError('body-no-object', 'The body of a webhook is an object.');
  };
  if (flags.edit !== true) return { make, edited: undefined };
  const first = make(0);
  await check(first);
  const edited = await editBody(event, first, cli);
  return { make: (serial) => withTimeOf(edited.value, first, serial === 0 ? first : make(serial)), edited };
}

function sampleOf(event: WebhookEvent, telling: Telling, serial: number, now: number): JsonObject {
  const { product } = event;
  const { baseUrl, known } = telling;
  const world = createWorld({ product, now, serial, known, ...(baseUrl === undefined ? {} : { baseUrl }) });
  const sample = createSample(event, world);
  if (sample === undefined || !isAvailable(event)) throw new Error(`no sample of ${event.name}`);
  return sample;
}

/** Each has its own time, unless the person has written another. */
function withTimeOf(edited: JsonObject, before: JsonObject, now: JsonObject): JsonObject {
  const isKept = edited['timestamp'] !== before['timestamp'] || now['timestamp'] === undefined;
  return isKept ? edited : { ...edited, timestamp: now['timestamp'] };
}

async function editBody(event: WebhookEvent, body: JsonObject, cli: Cli): Promise<EditedText<JsonObject>> {
  const head = `// ${event.name}: save it to go on; empty the file to cancel.\n`;
  const name = `${event.name.replaceAll(/[^a-z_]/g, '-')}.jsonc`;
  return editText(
    name,
    `${head}${JSON.stringify(body, null, 2)}\n`,
    (text) => {
      // What is left is a comment at most.
      if (text.replaceAll(/^\s*\/\/.*$/gm, '').trim() === '') return undefined;
      const read = readOwnJson(text);
      if ('problem' in read) return { problem: read.problem.message, ...read.problem.position };
      const value = toJson(read.value);
      if (isObject(value)) return { value };
      return { problem: 'The body of a webhook is an object.', line: 1, column: 1 };
    },
    cli,
  );
}

async function readChanges(flags: readonly ChangeFlag[], cli: Cli): Promise<readonly BodyChange[]> {
  const changes: BodyChange[] = [];
  for (const flag of flags) {
    if (flag.kind !== 'merge-file') changes.push(flag);
    else {
      const patch = await readObject(flag.file, cli);
      if (Object.keys(patch).length === 0) {
        throw new UsageError('merge-empty', 'There is nothing to merge.', { where: flag.file });
      }
      changes.push({ kind: 'merge', patch });
    }
  }
  return changes;
}

/** @throws {UsageError} with line and column */
async function readObject(file: string, cli: Cli): Promise<JsonObject> {
  const bytes = file === '-' ? await cli.context.stdin.readAll() : await readInputFile(file, cli);
  const where = file === '-' ? 'stdin' : file;
  const read = readOwnJson(decodeText(bytes, where));
  if ('problem' in read) {
    const { line, column } = read.problem.position;
    throw new UsageError('json-invalid', read.problem.message, { where: `${where}:${line}:${column}` });
  }
  const value = toJson(read.value);
  if (isObject(value)) return value;
  throw new UsageError('json-no-object', 'This is not a JSON object.', { where: `${where}:1:1` });
}

function decodeText(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UsageError('file-unreadable', 'This is not UTF-8 text.', { where, cause });
  }
}

function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

/** Which product the flags are about, where they say it. */
export function productOf({ product, issue, content, space }: TriggerFlags): Product | undefined {
  if (product !== undefined) return product;
  if (issue !== undefined) return 'jira';
  return content === undefined && space === undefined ? undefined : 'confluence';
}
