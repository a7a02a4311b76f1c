import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { closest } from '../../core/suggest.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { openSiteStore } from '../site-target.ts';

const EXAMPLES = `Examples:
  connect-kit site remove acme                        its token too; add-ons that are installed there stay`;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('<name>', 'a site that you keep')
    .action(async (name: string) => {
      const cli = getCli();
      const [{ readProjectSite, removeProjectSite }, store] = await Promise.all([
        import('../../site/project-site.ts'),
        openSiteStore(cli),
      ]);
      const names = (await store.list()).map((site) => site.name);
      const removed = await store.remove(name);
      if (removed === undefined) throw isUnknown(name, names);
      const { cwd } = cli.context;
      const wasUsed = (await readProjectSite(cwd)) === name;
      if (wasUsed) await removeProjectSite(cwd);
      if (cli.options.json) cli.json({ version: 1, removed: { name, url: removed.origin } });
      else cli.result(`Removed ${name} (${removed.origin}) and its token.`);
      cli.note('Where nobody else uses the token, revoke it as well.');
      if (wasUsed) cli.note('This project has no site of its own any more.');
    });
}

function isUnknown(name: string, names: readonly string[]): UsageError {
  const meant = closest(name, names);
  return new UsageError('site-unknown', `There is no site ${JSON.stringify(name)}.`, {
    nextSteps: [
      meant === undefined ? 'connect-kit site list shows what there is.' : `Did you mean ${meant}?`,
    ],
  });
}
