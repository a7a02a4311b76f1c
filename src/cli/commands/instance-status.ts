import type { Command } from 'commander';
import { EnvironmentError, NotFineError } from '../../core/errors.ts';
import type { InstanceStatus } from '../../instance/control-client.ts';
import { renderTable } from '../../terminal/table.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

const EXAMPLES = `Examples:
  connect-kit instance status             the instance that was started in this folder, and its add-ons
  connect-kit instance status --json      the same for scripts; exits 1 when none runs`;

const COLUMNS = [
  { title: 'Product' },
  { title: 'Key' },
  { title: 'State' },
  { title: 'Licence' },
  { title: 'Base URL' },
];

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).action(async () => {
    const cli = getCli();
    const { fetchStatus, findInstance, sitesOf } = await import('../../instance/control-client.ts');
    const { cwd, fetch } = cli.context;
    const sites = await findInstance(cwd)
      .then((record) =>
        Promise.all(
          sitesOf(record).map(async (site) => ({
            startedAs: site.name,
            ...(await fetchStatus(site, fetch)),
          })),
        ),
      )
      .catch(asVerdict);
    if (cli.options.json) {
      // The first site's state stands at the root too, for scripts that know of one only.
      const { startedAs: _, ...first } = sites[0] ?? { startedAs: '' };
      cli.json({ version: 1, ...first, sites });
      return;
    }
    for (const site of sites) showSite(site, sites.length > 1, cli);
  });
}

/** Whether one runs is what this command is asked. */
function asVerdict(error: unknown): never {
  if (!(error instanceof EnvironmentError) || error.code !== 'instance-not-running') throw error;
  const { code, message, nextSteps, cause } = error;
  throw new NotFineError(code, message, { nextSteps, cause });
}

function showSite({ site, origin, addons, faults }: InstanceStatus, isOneOfMany: boolean, cli: Cli): void {
  const count = `${addons.length} ${addons.length === 1 ? 'add-on' : 'add-ons'} installed`;
  cli.note(`${isOneOfMany ? `${site} runs` : 'Running'} at ${origin}, ${count}.`);
  const rows = addons.map(({ product, key, enabled, licence, outdated, baseUrl }) => [
    product,
    key,
    `${enabled ? 'enabled' : 'disabled'}${outdated ? ', knows an old address' : ''}`,
    licence,
    baseUrl,
  ]);
  if (rows.length > 0) cli.result(renderTable(COLUMNS, rows, cli.context.stdout, cli.palette));
  for (const { id, about, what, often, spent } of faults) {
    if (!spent) cli.warn(`the fault ${id} is on (${about}): ${what}, ${often}`);
  }
}
