import { CONTEXT_PATHS, type Product } from '../catalog/products.ts';
import { isRecord, stringAt } from '../core/json.ts';
import type { Descriptor } from '../descriptor/types.ts';
import { createUpmClient } from '../site/upm-client.ts';
import type { Addon, Licence } from './api.ts';
import { fireWebhook } from './fired-webhook.ts';
import { inRealm } from './harness-error.ts';
import { openModule } from './opened-module.ts';
import { toRealm } from './realm.ts';
import { ask, type SiteLink } from './site-link.ts';

/** What a site says of an add-on. */
interface AddonFacts {
  readonly baseUrl: string;
  readonly descriptorUrl: string;
  readonly clientKey: string;
  readonly descriptor: Descriptor;
}

/** What keeps somebody from seeing a module. */
const NOT_SHOWN = ['module-hidden', 'addon-disabled', 'not-visible'];

/** An add-on that is installed. */
export async function readAddon(link: SiteLink, product: Product, key: string): Promise<Addon> {
  const path = addonPath(product, key);
  return createAddon(link, product, key, readFacts(await ask(link, 'GET', path)));
}

/** Installs it, as an administrator does. */
export async function installAddon(link: SiteLink, product: Product, descriptorUrl: string): Promise<Addon> {
  const { username, password } = await signInOf(link);
  const baseUrl = `${link.origin}${CONTEXT_PATHS[product]}`;
  const upm = createUpmClient({ baseUrl, username, password }, link);
  const { key } = await upm.install(descriptorUrl);
  return readAddon(link, product, key);
}

function createAddon(link: SiteLink, product: Product, key: string, facts: AddonFacts): Addon {
  const { realm } = link;
  const path = addonPath(product, key);
  const post = (what: string, body: unknown) =>
    inRealm(realm, async () => void (await ask(link, 'POST', `${path}/${what}`, body)));
  return {
    ...{ key, product, clientKey: facts.clientKey, baseUrl: facts.baseUrl },
    descriptor: toRealm(realm, facts.descriptor),
    openModule: (moduleKey, context = {}, options = {}) =>
      inRealm(realm, () => openModule(link, path, moduleKey, context, options)),
    isShown: (moduleKey, context = {}, { user, part } = {}) =>
      inRealm(realm, async () => {
        const open = `${path}/modules/${encodeURIComponent(moduleKey)}/open`;
        return ask(link, 'POST', open, { context, user, part }).then(
          () => true,
          (error: unknown) => {
            if (isRecord(error) && NOT_SHOWN.some((reason) => reason === error['reason'])) return false;
            throw error;
          },
        );
      }),
    fire: (event, overrides = {}, options = {}) =>
      inRealm(realm, () => fireWebhook(link, path, event, overrides, options)),
    rotateSecret: () => post('rotate-secret', {}),
    setLicence: (licence) => post('licence', { state: stateOf(licence) }),
    enable: () => post('enable', {}),
    disable: () => post('disable', {}),
    uninstall: () => inRealm(realm, async () => void (await ask(link, 'DELETE', path))),
    reinstall: () => inRealm(realm, () => installAddon(link, product, facts.descriptorUrl)),
    sharedSecret: () =>
      inRealm(realm, async () => stringAt(await ask(link, 'POST', `${path}/secret`, {}), 'sharedSecret')),
  };
}

function addonPath(product: Product, key: string): string {
  return `addons/${product}/${encodeURIComponent(key)}`;
}

/** Products call an evaluation a trial. */
function stateOf(licence: Licence): string {
  return licence === 'evaluation' ? 'trial' : licence;
}

function readFacts(answer: Readonly<Record<string, unknown>>): AddonFacts {
  const text = (name: string) => stringAt(answer, name) ?? '';
  const { descriptor } = answer;
  if (!isDescriptor(descriptor)) throw new Error('the site tells no descriptor');
  return {
    baseUrl: text('baseUrl').replace(/\/$/, ''),
    descriptorUrl: text('descriptorUrl'),
    clientKey: text('clientKey'),
    descriptor,
  };
}

/** The site has checked it when it was installed. */
function isDescriptor(value: unknown): value is Descriptor {
  return stringAt(value, 'key') !== undefined && stringAt(value, 'baseUrl') !== undefined;
}

async function signInOf(link: SiteLink): Promise<{ readonly username: string; readonly password: string }> {
  const answer = await ask(link, 'POST', 'people/sign-in', {});
  const encoded = (stringAt(answer, 'authorization') ?? '').replace(/^Basic /, '');
  const [username = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { username, password: password.join(':') };
}
