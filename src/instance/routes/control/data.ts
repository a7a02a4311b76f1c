import type { Hono } from 'hono';
import { ProductError } from '../../product-error.ts';
import { SeedError } from '../../seed/seed.ts';
import type { InstanceEnv } from '../env.ts';
import { assertControlToken } from './access.ts';
import { type ControlOptions, readBody, siteControlOf } from './shared.ts';

/** Documents with tables nest deeper than what pages send. */
const MAX_SEED_DEPTH = 256;

/** A site's data as a whole; for the terminal alone. */
export function addDataRoutes(app: Hono<InstanceEnv>, options: ControlOptions): void {
  // Not with GET, which anybody may: there are passwords in it.
  app.post('/export', (c) => {
    assertControlToken(c, options.controlToken);
    return c.json(siteControlOf(options).export());
  });

  app.post('/import', async (c) => {
    assertControlToken(c, options.controlToken);
    try {
      const addons = await siteControlOf(options).import(await readBody(c, MAX_SEED_DEPTH));
      return c.json({ version: 1, addons });
    } catch (error) {
      if (!(error instanceof SeedError)) throw error;
      throw new ProductError(400, { message: error.message });
    }
  });

  app.post('/reset', async (c) => {
    assertControlToken(c, options.controlToken);
    await siteControlOf(options).reset();
    return c.json({ version: 1, reset: true });
  });
}
