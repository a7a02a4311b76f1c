import type { Clock, Fetch } from '../core/context.ts';
import { TrafficLog } from '../proxy/traffic-log.ts';
import { AppProperties } from './addons/app-properties.ts';
import { createDeliverer, type Deliverer } from './addons/deliver.ts';
import { DevelopmentMode } from './addons/development-mode.ts';
import { DynamicModules } from './addons/dynamic-modules.ts';
import { FormerSecrets } from './addons/former-secrets.ts';
import { InstallKeys } from './addons/install-keys.ts';
import { InstallationStore } from './addons/installation.ts';
import { createInstaller, type Installer } from './addons/installer.ts';
import { IssuedSecrets } from './addons/issued-secrets.ts';
import { LicenceTokens } from './addons/licence-tokens.ts';
import { SeededAddons } from './addons/seeded-addons.ts';
import { AccessTokens } from './auth/oauth2/access-tokens.ts';
import { SessionStore } from './auth/sessions.ts';
import { type Confluence, openConfluence } from './confluence/confluence.ts';
import { FaultRules } from './faults/fault-rules.ts';
import { createFaultySigner, type FaultySigner } from './faults/faulty-signer.ts';
import { listAddonModules } from './jira/access/addon-modules.ts';
import { listAddonFields } from './jira/admin/addon-fields.ts';
import { JiraStore } from './jira/jira-store.ts';
import { listPropertyIndexes } from './jira/property-indexes.ts';
import { createJiraSeed } from './jira/seed.ts';
import { People, SEED_PEOPLE } from './people/people.ts';
import { type Site, siteOf } from './site.ts';
import type { Database } from './store/database.ts';
import { SiteSettings } from './tenant/site-settings.ts';
import { Tenant } from './tenant/tenant.ts';
import { followChanges } from './webhooks/follow-changes.ts';
import { productWait } from './webhooks/retry-policy.ts';
import { Webhooks } from './webhooks/webhooks.ts';

/** Everything that one site consists of; the routes and pages are built upon it. */
export interface Services {
  readonly site: Site;
  /** The site's identity, where it can be changed. */
  readonly tenant: Tenant;
  readonly clock: Clock;
  readonly people: People;
  readonly sessions: SessionStore;
  readonly traffic: TrafficLog;
  readonly installKeys: InstallKeys;
  readonly signer: FaultySigner;
  readonly deliverer: Deliverer;
  readonly installations: InstallationStore;
  readonly installer: Installer;
  readonly secrets: IssuedSecrets;
  readonly former: FormerSecrets;
  readonly dynamicModules: DynamicModules;
  readonly properties: AppProperties;
  readonly accessTokens: AccessTokens;
  readonly licenceTokens: LicenceTokens;
  readonly developmentMode: DevelopmentMode;
  readonly seeded: SeededAddons;
  readonly settings: SiteSettings;
  readonly faults: FaultRules;
  /** Aborts when the site ends, or begins anew. */
  readonly signal: AbortSignal;
  readonly jira: JiraStore;
  readonly confluence: Confluence;
  readonly webhooks: Webhooks;
  /** Resolves when no webhook is on its way (those that wait for their next try are none), and no long task under way. */
  settled(): Promise<void>;
}

/** How long a callback of an add-on may take. The cloud's own limit is not known; a debugger's break point is longer. */
const CALLBACK_TIMEOUT_MS = 10_000;

export interface ServicesDeps {
  /** What the site is called and where it is, as long as it remembers nothing else. */
  readonly site: Pick<Site, 'name' | 'origin'>;
  /** What the site remembers. Whoever opened it closes it. */
  readonly database: Database;
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** Ends deliveries that are under way. */
  readonly signal: AbortSignal;
  /** Told of failures that are bugs of the dev instance. */
  readonly onBug: (error: unknown) => void;
  /** Milliseconds that a lifecycle callback may take to answer. */
  readonly callbackTimeoutMs?: number;
  /** Milliseconds that Jira waits before it tries a webhook again; 5 to 15 minutes, as Jira does, when left out. */
  readonly retryAfterMs?: number;
  /** Taken over from an earlier life of the site, with those who listen to it. */
  readonly traffic?: TrafficLog;
  /** Blanks the secrets of the other sites of the instance, which an add-on of several may send to the wrong one. */
  readonly redactForeign?: (text: string) => string;
  /** Taken over as well: who has asked for faults has asked them of the site, whatever becomes of its data. */
  readonly faults?: FaultRules;
}

/** A site with the seeded data, and webhooks that follow its changes. */
export async function createServices({
  site: { name, origin },
  database,
  clock,
  fetch,
  signal,
  onBug,
  callbackTimeoutMs = CALLBACK_TIMEOUT_MS,
  retryAfterMs,
  traffic = new TrafficLog(),
  redactForeign = (text) => text,
  faults = new FaultRules(),
}: ServicesDeps): Promise<Services> {
  const now = () => clock.now();
  const settings = new SiteSettings(database);
  const tenant = new Tenant(database, name, origin);
  const site = siteOf(tenant);
  const people = new People(database, SEED_PEOPLE);
  const dynamicModules = new DynamicModules(database);
  const installations = new InstallationStore(database, dynamicModules);
  const former = new FormerSecrets(database);
  const accessTokens = new AccessTokens(database);
  const secrets = new IssuedSecrets(database);
  const installKeys = await InstallKeys.open(database);
  traffic.redactWith((text) => redactForeign(secrets.redact(text)));
  const signer = createFaultySigner(installKeys, now, faults);
  const deliverer = createDeliverer({ fetch, clock, traffic, signal, faults, markOf: signer.markOf });
  const wait = retryAfterMs === undefined ? productWait(Math.random) : () => retryAfterMs;
  const webhooks = new Webhooks({
    ...{ database, site, installations, signer, deliverer, clock, signal, wait, onBug },
  });
  const installer = createInstaller({
    site,
    store: installations,
    dynamicModules,
    former,
    people,
    secrets,
    signer,
    deliverer,
    fetch,
    signal,
    timeoutMs: callbackTimeoutMs,
    onRemoved: (installation) => {
      accessTokens.revoke(installation.product, installation.descriptor.key);
      webhooks.forget(installation);
    },
  });
  const jira = new JiraStore({
    database,
    seed: () => createJiraSeed(people.list(), now()),
    now,
    people,
    propertyIndexes: () => listPropertyIndexes(installations),
    addonFields: () => listAddonFields(installations),
    addonModules: (type) => listAddonModules(installations, type),
  });

  // One step of a long task after the other, with whatever else the site does between them.
  const steps = new Set<Promise<void>>();
  const schedule = (work: () => void) => {
    const step = new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => (signal.aborted ? undefined : work()))
      .catch(onBug)
      .finally(() => steps.delete(step));
    steps.add(step);
  };
  const confluence = openConfluence({ database, people: people.list(), now, schedule });
  followChanges(webhooks, { site, people, jira, confluence, now });
  webhooks.resume();

  return {
    site,
    tenant,
    clock,
    people,
    sessions: new SessionStore(),
    traffic,
    installKeys,
    signer,
    deliverer,
    installations,
    installer,
    secrets,
    former,
    dynamicModules,
    properties: new AppProperties(database),
    accessTokens,
    licenceTokens: new LicenceTokens(database),
    developmentMode: new DevelopmentMode(settings),
    settings,
    faults,
    signal,
    seeded: new SeededAddons(database),
    jira,
    confluence,
    webhooks,
    settled: async () => {
      while (steps.size > 0) await Promise.all(steps);
      await webhooks.settled();
    },
  };
}
