import { type Command, Option } from 'commander';
import { PRODUCTS, type Product } from '../catalog/products.ts';
import type { EmbeddedSite, ResolveDeps } from '../site/resolve-site.ts';
import type { SiteFailure } from '../site/site-failure.ts';
import type { SiteStore } from '../site/site-store.ts';
import type { SiteTarget } from '../site/target.ts';
import type { UpmClientDeps } from '../site/upm-client.ts';
import type { Cli } from './cli.ts';
import { findRunningSite } from './instance-site.ts';
import { reportError } from './report-error.ts';

export interface SiteTargetFlags {
  readonly site?: string;
  readonly product?: Product;
  readonly insecure?: boolean;
}

/** The flags of commands that work with a site, whichever it is. */
export function addSiteTargetOptions(command: Command): Command {
  return command
    .option(
      '--site <site>',
      'a site that you keep, its address, or embedded for the dev instance that runs here',
    )
    .addOption(new Option('--product <product>', 'the product of the site').choices(PRODUCTS))
    .addOption(insecureOption());
}

export function insecureOption(): Option {
  return new Option('--insecure', 'send credentials over http to another machine');
}

/**
 * The site that is meant; see `resolveSite`.
 * @param product the product that the add-on is for, where it is known
 */
export async function findTarget(
  { site, insecure, product: asked }: SiteTargetFlags,
  cli: Cli,
  product: Product | undefined = asked,
): Promise<SiteTarget> {
  const { resolveSite } = await import('../site/resolve-site.ts');
  const target = await resolveSite({ name: site, insecure, product }, await resolveDeps(cli));
  cli.detail(`site ${target.name} at ${target.origin}, named by ${target.from}`);
  return target;
}

async function resolveDeps(cli: Cli): Promise<ResolveDeps> {
  const { env, cwd } = cli.context;
  return { env, cwd, sites: await openSiteStore(cli), findEmbedded: (name) => findEmbedded(name, cli) };
}

/** The sites that the person keeps. */
export async function openSiteStore(cli: Cli): Promise<SiteStore> {
  const [{ createSiteStore }, { createRunProgram }] = await Promise.all([
    import('../site/site-store.ts'),
    import('./run-program.ts'),
  ]);
  const { env, system } = cli.context;
  return createSiteStore({ env, platform: system.platform, runProgram: createRunProgram(cli.context) });
}

/** The dev instance that runs in this folder. */
async function findEmbedded(name: string | undefined, cli: Cli): Promise<EmbeddedSite | undefined> {
  return findRunningSite(name, cli);
}

/** What talks to sites gets of this run. */
export function siteDeps({ context }: Cli): UpmClientDeps {
  const { fetch, clock, signal, env } = context;
  return { fetch, clock, signal, env };
}

/** Which site it was, in JSON: everything but the token. */
export function siteJson({ name, kind, origin, products, username, from }: SiteTarget) {
  return { name, kind, url: origin, products, email: username, from };
}

/** Says why a site did not do it, and ends with the exit code for it. */
export async function showFailure(failure: SiteFailure, target: SiteTarget, cli: Cli): Promise<void> {
  const { toError } = await import('../site/site-failure.ts');
  cli.finishWith(failure.exitCode);
  if (!cli.options.json) {
    reportError(toError(failure), cli);
    return;
  }
  const { redact } = await import('../core/redact.ts');
  const { code, siteCode, message, where, advice } = failure;
  cli.json({
    version: 1,
    site: siteJson(target),
    error: { code, siteCode, message: redact(message), where, nextSteps: advice },
  });
}
