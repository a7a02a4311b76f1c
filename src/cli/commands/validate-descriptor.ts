import { type Command, Option } from 'commander';
import { DESCRIPTOR_PRODUCTS, type DescriptorProduct } from '../../catalog/products.ts';
import { EXIT } from '../../core/errors.ts';
import { packageVersion } from '../../core/package-root.ts';
import { FORMATS, type Format, formatters } from '../../report/formatters.ts';
import { findReportRoot } from '../../report/location.ts';
import { linesOf } from '../../report/source-lines.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

const EXAMPLES = `Examples:
  connect-kit validate descriptor                                   check atlassian-connect.json
  connect-kit validate descriptor src/descriptor.json               check another file
  connect-kit validate descriptor http://localhost:3000/atlassian-connect.json
                                                                    check what the add-on serves
  ./render-descriptor | connect-kit validate descriptor -           check what a program writes
  connect-kit validate descriptor --product confluence              say which product it is for
  connect-kit validate descriptor --json                            for programs

Exit codes: 0 valid · 1 errors found · 2 nothing readable there · 3 server not reachable
`;

interface Flags {
  readonly product?: DescriptorProduct;
  readonly format: Format;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[sources...]', 'files, http(s) URLs, or - for stdin (default: atlassian-connect.json)')
    .addOption(
      new Option('-p, --product <product>', 'product to check for (default: found from modules)').choices(
        DESCRIPTOR_PRODUCTS,
      ),
    )
    .addOption(
      new Option('-f, --format <format>', 'how to print the result').choices(FORMATS).default('pretty'),
    )
    .action((sources: readonly string[], flags: Flags) => validate(getCli(), sources, flags));
}

async function validate(cli: Cli, sources: readonly string[], flags: Flags): Promise<void> {
  const [{ DEFAULT_DESCRIPTOR, loadDescriptor }, { lintDescriptor }, { RULES }] = await Promise.all([
    import('../../descriptor/load.ts'),
    import('../../lint/lint-descriptor.ts'),
    import('../../lint/rules/index.ts'),
  ]);
  const { cwd, env, stdout } = cli.context;
  const options = flags.product === undefined ? {} : { product: flags.product };
  const wanted = sources.length === 0 ? [DEFAULT_DESCRIPTOR] : [...new Set(sources)];
  const results = await Promise.all(
    wanted.map(async (name) => {
      const { source, text } = await loadDescriptor(name, cli.context);
      const result = await lintDescriptor(text, options);
      return { source, lines: linesOf(text, result.diagnostics), ...result };
    }),
  );
  const formatter = await formatters[cli.options.json ? 'json' : flags.format]();
  const context = { styles: cli.palette, version: packageVersion(), rules: RULES, cwd };
  stdout.write(formatter(results, { ...context, root: findReportRoot(env, cwd), failOn: 'error' }));
  if (results.some(({ valid }) => !valid)) cli.finishWith(EXIT.notFine);
}
