import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { joinWords } from '../../core/join-words.ts';
import { closest } from '../../core/suggest.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { openSiteStore } from '../site-target.ts';

const EXAMPLES = `Examples:
  connect-kit site use acme                           what install and its like take in this folder from now on
  connect-kit site use embedded                       the dev instance that runs here
  connect-kit site use --none                         whatever is there, as before`;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[site]', 'a site that you keep, or embedded')
    .option('--none', 'choose none')
    .action(async (site: string | undefined, flags: { readonly none?: boolean }) => {
      const cli = getCli();
      const { removeProjectSite, writeProjectSite } = await import('../../site/project-site.ts');
      const { cwd } = cli.context;
      if ((site === undefined) !== (flags.none === true)) {
        throw new UsageError('site-ambiguous', 'Name one site, or say --none.');
      }
      if (site === undefined) await removeProjectSite(cwd);
      else {
        const [{ embeddedNameIn }, store] = await Promise.all([
          import('../../site/embedded.ts'),
          openSiteStore(cli),
        ]);
        const names = (await store.list()).map(({ name }) => name);
        if (embeddedNameIn(site) === undefined && !names.includes(site)) throw isUnknown(site, names);
        await writeProjectSite(cwd, site);
      }
      if (cli.options.json) cli.json({ version: 1, site: site ?? null });
      else
        cli.result(
          site === undefined ? 'This project has no site of its own.' : `This project uses ${site}.`,
        );
    });
}

function isUnknown(name: string, names: readonly string[]): UsageError {
  const meant = closest(name, [...names, 'embedded']);
  return new UsageError('site-unknown', `There is no site ${JSON.stringify(name)}.`, {
    nextSteps: [
      ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
      `There is ${joinWords([...names, 'embedded'], 'and')}; connect-kit site add keeps another one.`,
    ],
  });
}
