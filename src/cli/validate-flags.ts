import { type Command, InvalidArgumentError, Option } from 'commander';
import { DESCRIPTOR_PRODUCTS, type DescriptorProduct } from '../catalog/products.ts';
import { SEVERITIES } from '../core/diagnostics.ts';
import { UsageError } from '../core/errors.ts';
import type { FailOn } from '../report/formatter.ts';
import { FORMATS } from '../report/formatters.ts';
import type { ValidateRequest } from '../validate/plan.ts';
import { orEnvironment } from './environment.ts';
import { printSchemaOption } from './validate-schema.ts';

export interface ValidateFlags {
  readonly product?: DescriptorProduct;
  readonly format?: readonly string[];
  readonly rule?: readonly string[];
  readonly set?: readonly string[];
  readonly failOn?: FailOn;
  readonly maxWarnings?: number;
  readonly fix?: true;
  readonly dryRun?: true;
  readonly watch?: true;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly code?: readonly string[];
  readonly allowEmpty?: true;
  readonly config?: string | false;
}

/** Declares the flags of `validate descriptor`. */
export function addValidateFlags(command: Command): Command {
  return command
    .addOption(
      new Option('-p, --product <product>', 'product to check for (default: found from modules)').choices(
        DESCRIPTOR_PRODUCTS,
      ),
    )
    .addOption(
      orEnvironment(
        new Option(
          '-f, --format <format[=file]>',
          `how to report, and where to; repeatable: ${FORMATS.join(', ')}`,
        ).argParser(collect),
        'CONNECT_KIT_FORMAT',
      ),
    )
    .addOption(
      new Option(
        '--rule <id=level>',
        'off, info, warning or error for a rule or a group; repeatable',
      ).argParser(collect),
    )
    .addOption(
      new Option('--set <name=value>', 'what a placeholder stands for; repeatable').argParser(collect),
    )
    .addOption(
      orEnvironment(
        new Option('--fail-on <severity>', 'least severity that fails (default: error)').choices([
          ...SEVERITIES,
          'never',
        ]),
        'CONNECT_KIT_FAIL_ON',
      ),
    )
    .addOption(
      orEnvironment(
        new Option('--max-warnings <n>', 'more warnings than this fail').argParser(parseCount),
        'CONNECT_KIT_MAX_WARNINGS',
      ),
    )
    .option('--fix', 'mend what can be mended safely')
    .option('--dry-run', 'with --fix: print the changes as a diff, and change nothing')
    .option('-w, --watch', 'check again whenever something has changed')
    .option('--baseline <file>', 'pass over the findings that this file lists')
    .option('--update-baseline', 'write the findings of today into the baseline')
    .addOption(
      new Option('--code <folder>', 'compare the scopes with what this code calls; repeatable').argParser(
        collect,
      ),
    )
    .option('--allow-empty', 'globs and folders may hold nothing')
    .addOption(
      orEnvironment(
        new Option('--config <file>', 'configuration (default: connect-kit.config.json or package.json)'),
        'CONNECT_KIT_CONFIG',
      ),
    )
    .option('--no-config', 'look for no configuration')
    .addOption(printSchemaOption());
}

/**
 * What the command line asks for.
 * @throws {UsageError} for flags that do not go together
 */
export function toRequest(sources: readonly string[], flags: ValidateFlags, json: boolean): ValidateRequest {
  if (flags.dryRun === true && flags.fix !== true) {
    throw new UsageError('dry-run-without-fix', '--dry-run shows what --fix would change.', {
      nextSteps: ['Add --fix, or leave --dry-run out: without --fix nothing is changed.'],
    });
  }
  if (flags.updateBaseline === true && (flags.watch === true || flags.dryRun === true)) {
    const other = flags.watch === true ? '--watch' : '--dry-run';
    throw new UsageError('baseline-not-updated', `--update-baseline does not go together with ${other}.`, {
      nextSteps: ['Update the baseline in a run of its own.'],
    });
  }
  return {
    sources,
    allowEmpty: flags.allowEmpty === true,
    product: flags.product,
    rules: flags.rule ?? [],
    values: flags.set ?? [],
    formats: flags.format ?? [],
    json,
    failOn: flags.failOn,
    maxWarnings: flags.maxWarnings,
    baseline: flags.baseline,
    updateBaseline: flags.updateBaseline === true,
    code: flags.code ?? [],
    fix: flags.fix !== true ? 'none' : flags.dryRun === true ? 'preview' : 'write',
    watch: flags.watch === true,
    config: flags.config ?? true,
  };
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is a whole number, 0 or more.');
  return Number(text);
}
