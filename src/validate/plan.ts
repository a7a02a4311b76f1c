import path from 'node:path';
import type { DescriptorProduct } from '../catalog/products.ts';
import { type Environment, readEnv } from '../core/context.ts';
import { UsageError } from '../core/errors.ts';
import { DEFAULT_DESCRIPTOR } from '../descriptor/load.ts';
import type { LintOptions } from '../lint/lint-descriptor.ts';
import type { FailOn } from '../report/formatter.ts';
import type { BaselineFile } from './baseline.ts';
import { type ConfigPlace, findConfig, placeIn } from './config/find-config.ts';
import type { ValidateConfig } from './config/read-config.ts';
import { type ReportOutput, readOutputs } from './outputs.ts';
import { mergeRuleSettings, readRuleSetting } from './rule-settings.ts';
import type { Setting } from './setting.ts';
import type { WantedSources } from './sources.ts';
import { readValues } from './values.ts';

/** What a person asks for on the command line; what they do not say is undefined or empty. */
export interface ValidateRequest {
  readonly sources: readonly string[];
  readonly allowEmpty: boolean;
  readonly product: DescriptorProduct | undefined;
  /** `id=level`. */
  readonly rules: readonly string[];
  /** `name=value`. */
  readonly values: readonly string[];
  /** `format` or `format=file`. */
  readonly formats: readonly string[];
  /** Takes the place of what would go to stdout. */
  readonly json: boolean;
  readonly failOn: FailOn | undefined;
  readonly maxWarnings: number | undefined;
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  /** Folders of the add-on's code, or files. */
  readonly code: readonly string[];
  readonly fix: FixMode;
  readonly watch: boolean;
  /** A path; or whether to look for a configuration. */
  readonly config: string | boolean;
}

/** `preview`: shows what `write` would do to the files. */
export type FixMode = 'none' | 'write' | 'preview';

/** What is to be done, from flags and configuration. */
export interface ValidatePlan {
  readonly sources: WantedSources;
  readonly allowEmpty: boolean;
  readonly lint: LintOptions;
  readonly outputs: readonly ReportOutput[];
  /** True when the command line itself asks for a report on stdout. */
  readonly wantsStdout: boolean;
  readonly failOn: FailOn;
  readonly maxWarnings: number | undefined;
  readonly baseline: BaselineFile | undefined;
  readonly updateBaseline: boolean;
  /** Absolute paths of folders or files of the add-on's code, which the descriptors are compared with. */
  readonly code: readonly string[];
  readonly fix: FixMode;
  /** Absolute path of the configuration that counted. */
  readonly configFile: string | undefined;
}

/**
 * Joins what the command line says with the configuration: flags win.
 * @throws {UsageError} when one of them is wrong, or they contradict each other
 */
export async function planValidation(
  request: ValidateRequest,
  { cwd, env }: { readonly cwd: string; readonly env: Environment },
): Promise<ValidatePlan> {
  const place = findPlace(request.config, cwd, env);
  const config = place === undefined ? undefined : await loadConfig(place, cwd);
  return {
    sources: chooseSources(request, config, cwd),
    allowEmpty: request.allowEmpty,
    lint: await planLint(request, config),
    ...planOutputs(request, config, cwd),
    failOn: request.failOn ?? config?.failOn ?? 'error',
    maxWarnings: request.maxWarnings ?? config?.maxWarnings,
    baseline: chooseBaseline(request, config, cwd),
    updateBaseline: request.updateBaseline,
    code: [...new Set(request.code.map((folder) => path.resolve(cwd, folder)))],
    fix: request.fix,
    configFile: config?.file,
  };
}

function findPlace(config: string | boolean, cwd: string, env: Environment): ConfigPlace | undefined {
  if (typeof config === 'string') return placeIn(path.resolve(cwd, config));
  return config ? findConfig(cwd, readEnv(env, 'HOME') ?? readEnv(env, 'USERPROFILE')) : undefined;
}

async function loadConfig(place: ConfigPlace, cwd: string): Promise<ValidateConfig> {
  const { readConfig } = await import('./config/read-config.ts');
  return readConfig(place, cwd);
}

function chooseSources(
  { sources }: ValidateRequest,
  config: ValidateConfig | undefined,
  cwd: string,
): WantedSources {
  if (sources.length > 0) return { patterns: sources, base: cwd };
  if (config?.files !== undefined && config.files.length > 0) {
    return { patterns: config.files, base: config.folder };
  }
  return { patterns: [DEFAULT_DESCRIPTOR], base: cwd };
}

async function planLint(request: ValidateRequest, config: ValidateConfig | undefined): Promise<LintOptions> {
  const product = request.product ?? config?.product;
  const flags = request.rules.map((value) => readRuleSetting({ value, name: '--rule' }));
  const layers = [config?.rules ?? [], flags];
  const isSet = layers.some((layer) => layer.length > 0);
  const values = { ...config?.set, ...readValues(request.values) };
  return {
    ...(product === undefined ? {} : { product }),
    ...(isSet ? { rules: mergeRuleSettings(layers, await listRuleIds()) } : {}),
    ...(Object.keys(values).length > 0 ? { values } : {}),
  };
}

async function listRuleIds(): Promise<readonly string[]> {
  const { ALL_RULES } = await import('../lint/all-rules.ts');
  return ALL_RULES.map(({ id }) => id);
}

function planOutputs(
  { formats, json }: ValidateRequest,
  config: ValidateConfig | undefined,
  cwd: string,
): Pick<ValidatePlan, 'outputs' | 'wantsStdout'> {
  const flags = formats.map((value): Setting<string> => ({ value, name: '--format' }));
  const configured = config?.formats ?? [];
  const chosen =
    flags.length > 0 || config === undefined
      ? readOutputs(flags, cwd)
      : readOutputs(configured, config.folder);
  const files = chosen.filter(({ file }) => file !== undefined);
  const onStdout = chosen.filter(({ file }) => file === undefined);
  const wantsStdout = json || (flags.length > 0 && onStdout.length > 0);
  if (json) return { outputs: [{ format: 'json', file: undefined }, ...files], wantsStdout };
  if (chosen.length > 0) return { outputs: chosen, wantsStdout };
  return { outputs: [{ format: 'pretty', file: undefined }], wantsStdout };
}

function chooseBaseline(
  { baseline, updateBaseline }: ValidateRequest,
  config: ValidateConfig | undefined,
  cwd: string,
): BaselineFile | undefined {
  if (baseline !== undefined) return { name: baseline, path: path.resolve(cwd, baseline) };
  if (config?.baseline !== undefined) {
    const file = path.resolve(config.folder, config.baseline);
    return { name: path.relative(cwd, file), path: file };
  }
  if (!updateBaseline) return undefined;
  throw new UsageError('baseline-missing', '--update-baseline needs to know the file that it writes.', {
    nextSteps: [
      'Add --baseline <file>, for instance --baseline connect-kit-baseline.json',
      'Or set validate.baseline in connect-kit.config.json.',
    ],
  });
}
