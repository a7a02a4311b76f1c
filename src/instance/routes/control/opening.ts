import type { Context, Hono } from 'hono';
import { isRecord } from '../../../core/json.ts';
import { findPerson } from '../../opening/find-person.ts';
import { OpenError } from '../../opening/open-error.ts';
import { contextTokenFor, openModule } from '../../opening/open-module.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import type { InstanceEnv } from '../env.ts';
import { assertControlToken } from './access.ts';
import { addonOf, type ControlOptions, readBody } from './shared.ts';

/** Modules as somebody sees them, for tests: it hands out tokens of everybody, so it is for the terminal alone. */
export function addOpeningRoutes(
  app: Hono<InstanceEnv>,
  services: Services,
  { controlToken }: ControlOptions,
): void {
  app.post('/addons/:product/:key/modules/:moduleKey/open', async (c) => {
    assertControlToken(c, controlToken);
    const body = await readBody(c);
    const installation = addonOf(c, services);
    return unlessRefused(async () => {
      const opened = await openModule(
        {
          moduleKey: c.req.param('moduleKey'),
          part: readText(body, 'part'),
          context: isRecord(body['context']) ? body['context'] : {},
          user: readUser(body),
        },
        installation,
        services,
      );
      const { url, context, person, moduleKey, type } = opened;
      return c.json({
        version: 1,
        ...{ product: installation.product, addon: installation.descriptor.key, module: moduleKey, type },
        ...{ url, token: new URL(url).searchParams.get('jwt'), context },
        contextToken: (await contextTokenFor(installation, context, person, services)) ?? null,
        user: person?.accountId ?? null,
      });
    });
  });

  app.post('/addons/:product/:key/context-token', async (c) => {
    assertControlToken(c, controlToken);
    const body = await readBody(c);
    const installation = addonOf(c, services);
    return unlessRefused(async () => {
      const person = findPerson(services.people, readUser(body));
      const context = isRecord(body['context']) ? body['context'] : {};
      const token = await contextTokenFor(installation, context, person, services);
      return c.json({ version: 1, token: token ?? null });
    });
  });

  app.post('/people/sign-in', async (c: Context<InstanceEnv>) => {
    assertControlToken(c, controlToken);
    const body = await readBody(c);
    return unlessRefused(async () => {
      const person = findPerson(services.people, readText(body, 'user'));
      if (person === undefined) throw new OpenError('user-unknown', 'The site has no people.');
      const { accountId, displayName, username, password } = person;
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
      return c.json({ version: 1, accountId, displayName, username, authorization });
    });
  });
}

/** @throws {ProductError} 422 with the reason, where there is nothing to open */
async function unlessRefused(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OpenError)) throw error;
    const { code, message, nextSteps } = error;
    throw new ProductError(422, { version: 1, code, message, nextSteps });
  }
}

function readText(body: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new ProductError(400, { message: `${name} must be a text.` });
}

/** Null for somebody who has not signed in. */
function readUser(body: Readonly<Record<string, unknown>>): string | null | undefined {
  return body['user'] === null ? null : readText(body, 'user');
}
