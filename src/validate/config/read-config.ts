import { readFile } from 'node:fs/promises';
import path from 'node:path';
import schema from '../../../schemas/config.json' with { type: 'json' };
import { DESCRIPTOR_PRODUCTS, type DescriptorProduct } from '../../catalog/products.ts';
import { SEVERITIES } from '../../core/diagnostics.ts';
import { hasCode, messageOf, UsageError } from '../../core/errors.ts';
import { isRecord, stringAt } from '../../core/json.ts';
import { fromPointer, toPointer } from '../../lint/json-pointer.ts';
import { spanOfKey, spanOfOpening, spanOfValue } from '../../lint/locate.ts';
import type { FailOn } from '../../report/formatter.ts';
import { type OwnJson, readOwnJson } from '../own-json.ts';
import { RULE_LEVELS, type RuleSetting } from '../rule-settings.ts';
import type { Setting } from '../setting.ts';
import { checkValue, type ValueProblem } from './check-value.ts';
import type { ConfigPlace } from './find-config.ts';

/** What a configuration says of checking descriptors; undefined is what it leaves out. */
export interface ValidateConfig {
  /** Absolute path of the file. */
  readonly file: string;
  /** Absolute path of the folder that its paths start from. */
  readonly folder: string;
  readonly files: readonly string[] | undefined;
  readonly product: DescriptorProduct | undefined;
  readonly rules: readonly Setting<RuleSetting>[];
  readonly failOn: FailOn | undefined;
  readonly maxWarnings: number | undefined;
  readonly baseline: string | undefined;
  readonly set: Readonly<Record<string, string>>;
  readonly formats: readonly Setting<string>[];
}

/**
 * Reads and checks a configuration. What belongs to other commands is left alone.
 * @throws {UsageError} when it cannot be read or is wrong, naming file, line, column and pointer
 */
export async function readConfig(place: ConfigPlace, cwd: string): Promise<ValidateConfig> {
  const { config, source } = await readChecked(place, cwd);
  return readSettings(config, source, place.file);
}

/** What a configuration says of recording deliveries. */
export interface WebhookConfig {
  readonly redact: readonly string[];
  readonly keep: readonly string[];
  readonly names: boolean;
}

/** @throws {UsageError} as {@link readConfig} does */
export async function readWebhookConfig(place: ConfigPlace, cwd: string): Promise<WebhookConfig> {
  const { config } = await readChecked(place, cwd);
  const webhook = isRecord(config) && isRecord(config['webhook']) ? config['webhook'] : {};
  return {
    redact: textsOf(webhook['redact']),
    keep: textsOf(webhook['keep']),
    names: webhook['names'] === true,
  };
}

/** What a configuration says of running an add-on; undefined is what it leaves out. */
export interface DevConfig {
  readonly descriptors: readonly string[] | undefined;
}

/** @throws {UsageError} as {@link readConfig} does */
export async function readDevConfig(place: ConfigPlace, cwd: string): Promise<DevConfig> {
  const { config } = await readChecked(place, cwd);
  const dev = isRecord(config) && isRecord(config['dev']) ? config['dev'] : {};
  return { descriptors: dev['descriptors'] === undefined ? undefined : textsOf(dev['descriptors']) };
}

async function readChecked(
  place: ConfigPlace,
  cwd: string,
): Promise<{ readonly config: unknown; readonly source: ConfigSource }> {
  const name = nameOf(place.file, cwd);
  const text = await readText(place.file, name);
  const read = readOwnJson(text);
  if ('problem' in read) {
    const { message, position } = read.problem;
    throw new UsageError('config-invalid', message, { where: at(name, position) });
  }
  const source = { ...read, name, pointer: place.pointer };
  const config = valueAt(read.value, place.pointer);
  if (config === undefined) {
    throw new UsageError('config-missing', `${name} has no ${fromPointer(place.pointer).join('/')}.`, {
      where: place.file,
      nextSteps: ['Name another file, or leave --config out: the nearest configuration is found by itself.'],
    });
  }
  const problems = checkValue(config, schema);
  if (problems.length > 0) throw describeProblems(problems, source);
  return { config, source };
}

/** A configuration with what is needed to find its places. */
interface ConfigSource extends OwnJson {
  readonly name: string;
  readonly pointer: string;
}

async function readText(file: string, name: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const why = hasCode(cause, 'ENOENT') ? 'there is no such file' : messageOf(cause);
    throw new UsageError('config-unreadable', `The configuration ${name} cannot be read: ${why}.`, {
      where: file,
      cause,
    });
  }
}

function readSettings(config: unknown, source: ConfigSource, file: string): ValidateConfig {
  const validate = isRecord(config) && isRecord(config['validate']) ? config['validate'] : {};
  const settingAt = <Value>(value: Value, ...segments: readonly (string | number)[]): Setting<Value> => {
    const pointer = `/validate${toPointer(segments)}`;
    return { value, name: `${source.pointer}${pointer}`, where: placeOf({ pointer }, source) };
  };
  const maxWarnings = validate['maxWarnings'];
  return {
    file,
    folder: path.dirname(file),
    files: validate['files'] === undefined ? undefined : textsOf(validate['files']),
    product: oneOf(DESCRIPTOR_PRODUCTS, validate['product']),
    rules: entriesOf(validate['rules']).flatMap(([pattern, text]) => {
      const level = oneOf(RULE_LEVELS, text);
      if (level === undefined) return [];
      const where = placeOf({ pointer: '/validate/rules', key: pattern }, source);
      return [{ value: { pattern, level }, name: `${source.pointer}/validate/rules`, where }];
    }),
    failOn: oneOf([...SEVERITIES, 'never'], validate['failOn']),
    maxWarnings: typeof maxWarnings === 'number' ? maxWarnings : undefined,
    baseline: stringAt(validate, 'baseline'),
    set: Object.fromEntries(entriesOf(validate['set'])),
    formats: textsOf(validate['formats']).map((value, index) => settingAt(value, 'formats', index)),
  };
}

function oneOf<Choice extends string>(choices: readonly Choice[], value: unknown): Choice | undefined {
  return choices.find((choice) => choice === value);
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function entriesOf(value: unknown): readonly (readonly [string, string])[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => (typeof item === 'string' ? [[name, item]] : []));
}

function describeProblems(problems: readonly ValueProblem[], source: ConfigSource): UsageError {
  const [first, ...others] = problems;
  const steps = others.map((problem) => `Also at ${placeOf(problem, source)}: ${problem.message}`);
  return new UsageError('config-invalid', withPlace(first?.message ?? '', source.pointer), {
    where: first === undefined ? source.name : placeOf(first, source),
    nextSteps: [...(first?.hint === undefined ? [] : [first.hint]), ...steps.slice(0, 10)],
  });
}

/** Pointers in messages start at the root of the file. */
function withPlace(message: string, pointer: string): string {
  return message.startsWith('/') ? `${pointer}${message}` : message;
}

/** File, line and column. */
function placeOf({ pointer, key }: Pick<ValueProblem, 'pointer' | 'key'>, source: ConfigSource): string {
  const { root } = source;
  const full = `${source.pointer}${pointer}`;
  const isWhole = full === '' || (pointer === '' && key === undefined);
  const { offset, length } =
    key !== undefined ? spanOfKey(root, full, key) : (isWhole ? spanOfOpening : spanOfValue)(root, full);
  return at(source.name, source.positions.rangeAt(offset, length).start);
}

function at(name: string, { line, column }: { readonly line: number; readonly column: number }): string {
  return `${name}:${line}:${column}`;
}

function valueAt(value: unknown, pointer: string): unknown {
  return fromPointer(pointer).reduce(
    (current: unknown, name) => (isRecord(current) ? current[name] : undefined),
    value,
  );
}

/** Files below the current folder are named from there. */
function nameOf(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative === '' || path.isAbsolute(relative) ? file : relative;
}
