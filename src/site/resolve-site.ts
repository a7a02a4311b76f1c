import { PRODUCTS, type Product } from '../catalog/products.ts';
import type { Environment } from '../core/context.ts';
import { readEnv } from '../core/context.ts';
import { EnvironmentError, UsageError } from '../core/errors.ts';
import { joinWords } from '../core/join-words.ts';
import { Secret } from '../core/secret.ts';
import { closest } from '../core/suggest.ts';
import { readAceCredentials } from './ace-credentials.ts';
import { parseSiteAddress } from './address.ts';
import { EMBEDDED, embeddedNameIn } from './embedded.ts';
import { readProjectSite } from './project-site.ts';
import type { SavedSite, SiteStore } from './site-store.ts';
import type { SiteTarget } from './target.ts';

export interface SiteRequest {
  /** `--site`: a saved site, the address of a site, or the dev instance. */
  readonly name?: string | undefined;
  /** `--insecure`: http to another machine is meant. */
  readonly insecure?: boolean | undefined;
  /** The product that the add-on is for, where it is known: credentials.json may have a site for each. */
  readonly product?: Product | undefined;
}

/** A site of the dev instance that runs in the folder. */
export interface EmbeddedSite {
  readonly name: string;
  readonly origin: string;
}

export interface ResolveDeps {
  readonly env: Environment;
  /** The folder of the project. */
  readonly cwd: string;
  readonly sites: SiteStore;
  /**
   * The running dev instance's site of that name, the first one when none is named; undefined when none runs.
   * A collaborator because this domain does not know the dev instance.
   */
  readonly findEmbedded: (name: string | undefined) => Promise<EmbeddedSite | undefined>;
}

/**
 * The site that is meant, from the first of these that says one: `--site`, the environment, `connect-kit site use`, the
 * dev instance that runs in the folder, and atlassian-connect-express's credentials.json.
 * @throws {UsageError} when what is said names no site
 * @throws {UsageError} `no-site` when nothing says one
 * @throws {EnvironmentError} `instance-not-running` when the dev instance is named, and none runs
 */
export async function resolveSite(request: SiteRequest, deps: ResolveDeps): Promise<SiteTarget> {
  if (request.name !== undefined) return resolveName(request.name, 'the command line', request, deps);
  const fromEnvironment = readEnvironment(request, deps.env);
  if (fromEnvironment !== undefined) return fromEnvironment;
  const used = await readProjectSite(deps.cwd);
  if (used !== undefined) return resolveName(used, 'connect-kit site use', request, deps);
  const embedded = await deps.findEmbedded(undefined);
  if (embedded !== undefined) return toEmbedded(embedded, 'the dev instance that runs here');
  const [first, ...others] = matching(await readAceCredentials(deps.cwd), request);
  if (first !== undefined && others.length === 0) return first;
  throw await noSite(deps, first === undefined ? [] : [first, ...others]);
}

async function resolveName(
  name: string,
  from: string,
  request: SiteRequest,
  deps: ResolveDeps,
): Promise<SiteTarget> {
  const embeddedName = embeddedNameIn(name);
  if (embeddedName !== undefined) {
    const embedded = await deps.findEmbedded(embeddedName === '' ? undefined : embeddedName);
    if (embedded !== undefined) return toEmbedded(embedded, from);
    throw new EnvironmentError('instance-not-running', 'No dev instance runs in this folder.', {
      nextSteps: [
        'Start one with `connect-kit instance start`, or the add-on in one with `connect-kit dev`.',
      ],
    });
  }
  const saved = await deps.sites.list();
  const site = saved.find((one) => one.name === name);
  if (site !== undefined) return fromSaved(site, from, deps);
  if (/[.:/]/.test(name)) return resolveAddress(name, from, saved, request, deps);
  throw unknownSite(name, from, saved);
}

/** An address needs somebody to sign in as: a saved site there, the environment, or credentials.json. */
async function resolveAddress(
  address: string,
  from: string,
  saved: readonly SavedSite[],
  request: SiteRequest,
  deps: ResolveDeps,
): Promise<SiteTarget> {
  const { origin, products } = parseSiteAddress(address, from, { insecure: request.insecure });
  const inEnvironment = readCredentials(deps.env);
  if (inEnvironment !== undefined && isEnvironmentFor(origin, deps.env)) {
    return { name: hostOf(origin), kind: 'real', origin, products, ...inEnvironment, from };
  }
  const site = saved.find((one) => one.origin === origin);
  if (site !== undefined) return fromSaved(site, from, deps);
  const [ace] = matching(await readAceCredentials(deps.cwd), request).filter((one) => one.origin === origin);
  if (ace !== undefined) return ace;
  throw new UsageError('site-unknown', `Nothing is known of who administers ${origin}.`, {
    nextSteps: [
      `Keep it once: connect-kit site add my-site --url ${origin}`,
      'Or set CONNECT_KIT_SITE_EMAIL and CONNECT_KIT_SITE_TOKEN.',
    ],
  });
}

/** A token of the environment goes to no other site than the one that the environment names, when it names one. */
export function isEnvironmentFor(origin: string, env: Environment): boolean {
  const address = readEnv(env, 'CONNECT_KIT_SITE_URL');
  return (
    address === undefined ||
    parseSiteAddress(address, 'CONNECT_KIT_SITE_URL', { insecure: true }).origin === origin
  );
}

function toEmbedded({ name, origin }: EmbeddedSite, from: string): SiteTarget {
  // Its administrator's password is no secret: the dev instance listens on this machine only.
  const administrator = { username: 'admin', token: new Secret('admin') };
  return {
    name: `${EMBEDDED}:${name}`,
    kind: 'embedded',
    origin,
    products: PRODUCTS,
    ...administrator,
    from,
  };
}

async function fromSaved(site: SavedSite, from: string, { sites }: ResolveDeps): Promise<SiteTarget> {
  const { name, origin, products, email } = site;
  const has = { products, productsAreKnown: true };
  return { name, kind: 'real', origin, ...has, username: email, token: await sites.readToken(site), from };
}

function readEnvironment({ insecure }: SiteRequest, env: Environment): SiteTarget | undefined {
  const address = readEnv(env, 'CONNECT_KIT_SITE_URL');
  if (address === undefined) return undefined;
  const { origin, products } = parseSiteAddress(address, 'CONNECT_KIT_SITE_URL', { insecure });
  const credentials = readCredentials(env);
  if (credentials === undefined) {
    const missing = ['CONNECT_KIT_SITE_EMAIL', 'CONNECT_KIT_SITE_TOKEN'].filter(
      (name) => readEnv(env, name) === undefined,
    );
    throw new UsageError(
      'site-incomplete',
      `CONNECT_KIT_SITE_URL is set, but ${joinWords(missing, 'and')} ${missing.length === 1 ? 'is' : 'are'} not.`,
      {
        nextSteps: [
          'Set all three: the address, the e-mail of an administrator, and an API token of theirs.',
        ],
      },
    );
  }
  return {
    name: hostOf(origin),
    kind: 'real',
    origin,
    products,
    ...credentials,
    from: 'CONNECT_KIT_SITE_URL',
  };
}

function readCredentials(env: Environment): Pick<SiteTarget, 'username' | 'token'> | undefined {
  const username = readEnv(env, 'CONNECT_KIT_SITE_EMAIL');
  const token = readEnv(env, 'CONNECT_KIT_SITE_TOKEN');
  return username === undefined || token === undefined
    ? undefined
    : { username, token: new Secret(token.trim()) };
}

function matching(targets: readonly SiteTarget[], { product }: SiteRequest): readonly SiteTarget[] {
  const fit = targets.filter(({ products }) => product === undefined || products.includes(product));
  return fit.length === 0 ? targets : fit;
}

function unknownSite(name: string, from: string, saved: readonly SavedSite[]): UsageError {
  const names = [...saved.map((site) => site.name), EMBEDDED];
  const meant = closest(name, names);
  return new UsageError('site-unknown', `There is no site ${JSON.stringify(name)}, which ${from} names.`, {
    nextSteps: [
      ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
      `There is ${joinWords(names, 'and')}; connect-kit site add keeps another one.`,
    ],
  });
}

async function noSite({ sites }: ResolveDeps, inFile: readonly SiteTarget[]): Promise<UsageError> {
  const saved = (await sites.list()).map(({ name }) => name);
  const first = saved[0] ?? inFile[0]?.origin;
  return new UsageError('no-site', 'Nothing says which site is meant, and no dev instance runs here.', {
    nextSteps: [
      'For a local Jira and Confluence: connect-kit dev, or connect-kit instance start',
      ...(first === undefined
        ? ['For a site of your own: connect-kit site add']
        : [
            `Name one with --site, for instance --site ${first}; connect-kit site use makes it the project's.`,
          ]),
    ],
  });
}

function hostOf(origin: string): string {
  return new URL(origin).host;
}
