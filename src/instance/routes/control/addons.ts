import type { Context, Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import { InstallError } from '../../addons/install-error.ts';
import { declaredOf } from '../../addons/installation.ts';
import { isLicenceState, LICENCE_STATES, licenceStateOf } from '../../addons/licence.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import type { InstanceEnv } from '../env.ts';
import { assertControlToken } from './access.ts';
import { addonOf, type ControlOptions, parseProduct, readBody } from './shared.ts';

const ADDON = '/addons/:product/:key';

/** Installing, removing, and what else is done to one add-on. */
export function addAddonRoutes(
  app: Hono<InstanceEnv>,
  services: Services,
  { controlToken }: ControlOptions,
): void {
  const { installer } = services;
  app.post('/addons', async (c) => {
    const body = await readBody(c);
    const product = parseProduct(body['product']);
    const descriptorUrl = stringAt(body, 'descriptorUrl');
    if (descriptorUrl === undefined || !URL.canParse(descriptorUrl)) {
      throw new ProductError(400, { message: 'descriptorUrl must be an absolute URL.' });
    }
    return unlessRefused(c, async () => {
      services.developmentMode.assertAllowed(product, descriptorUrl);
      const { descriptor } = await installer.install(product, descriptorUrl);
      return c.json({ version: 1, key: descriptor.key }, 201);
    });
  });
  app.get(ADDON, (c) => {
    const installation = addonOf(c, services);
    const { product, descriptor, descriptorUrl, isEnabled } = installation;
    const { key, name, baseUrl } = descriptor;
    return c.json({
      ...{ version: 1, product, key, name: name ?? key, baseUrl, descriptorUrl, enabled: isEnabled },
      licence: licenceStateOf(installation),
      clientKey: services.site.products[product].clientKey,
      descriptor: declaredOf(installation),
    });
  });
  app.delete(ADDON, async (c) => {
    await installer.uninstall(addonOf(c, services));
    return c.body(null, 204);
  });
  app.post(`${ADDON}/enable`, async (c) => {
    await installer.enable(addonOf(c, services));
    return c.body(null, 204);
  });
  app.post(`${ADDON}/disable`, async (c) => {
    await installer.disable(addonOf(c, services));
    return c.body(null, 204);
  });

  app.post(`${ADDON}/rotate-secret`, async (c) => {
    const installation = addonOf(c, services);
    const { product, descriptor, sharedSecret } = installation;
    if (sharedSecret === undefined) throw new ProductError(422, noSecret(descriptor.key));
    return unlessRefused(c, async () => {
      await installer.announce(installation, { isNewSecret: true });
      return c.json({ version: 1, product, key: descriptor.key });
    });
  });

  app.post(`${ADDON}/licence`, async (c) => {
    const installation = addonOf(c, services);
    const { product, descriptor } = installation;
    const { state } = await readBody(c);
    if (!isLicenceState(state)) {
      throw new ProductError(400, { message: `state must be one of ${LICENCE_STATES.join(', ')}.` });
    }
    if (descriptor.enableLicensing !== true) throw new ProductError(422, notPaid(descriptor.key));
    await installer.change(installation, (now) => ({ ...now, licence: state }));
    return c.json({ version: 1, product, key: descriptor.key, licence: state });
  });

  /** What it takes to sign as an add-on or as the product that it is installed in. */
  app.post(`${ADDON}/secret`, (c) => {
    assertControlToken(c, controlToken);
    const { product, descriptor, sharedSecret, oauthClientId } = addonOf(c, services);
    const { clientKey, baseUrl: productUrl } = services.site.products[product];
    return c.json({
      version: 1,
      product,
      key: descriptor.key,
      baseUrl: descriptor.baseUrl,
      productUrl,
      clientKey,
      oauthClientId,
      sharedSecret: sharedSecret ?? null,
    });
  });
}

/** An install that the product refuses is an answer, with what the linter found where that is why. */
async function unlessRefused(c: Context<InstanceEnv>, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    const { code, message, diagnostics } = error;
    return c.json({ version: 1, code, message, diagnostics }, 422);
  }
}

function noSecret(key: string) {
  return {
    version: 1,
    code: 'addon-without-secret',
    message: `${key} has authentication none, so it shares no secret.`,
  };
}

function notPaid(key: string) {
  return {
    version: 1,
    code: 'addon-not-licensed',
    message: `${key} has no licences: its descriptor does not set enableLicensing to true.`,
  };
}
