import type { Hono } from 'hono';
import { parseDuration } from '../../../core/duration.ts';
import { stringAt } from '../../../core/json.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import type { InstanceEnv } from '../env.ts';
import { type ControlOptions, readBody } from './shared.ts';

/** What time it is on the site, and waiting for what is under way. */
export function addClockRoutes(
  app: Hono<InstanceEnv>,
  { clock, settled }: Services,
  { advanceClock }: ControlOptions,
): void {
  app.get('/clock', (c) => c.json({ version: 1, now: new Date(clock.now()).toISOString() }));

  app.post('/clock', async (c) => {
    const ms = parseDuration(stringAt(await readBody(c), 'advance') ?? '');
    if (ms === undefined) {
      throw new ProductError(400, { message: 'advance must be a length of time, such as 90s or 3m.' });
    }
    if (advanceClock === undefined) {
      throw new ProductError(409, {
        code: 'clock-of-the-machine',
        message: 'This instance lives by the clock of the machine.',
        nextSteps: ['Those of `connect-kit dev exec` and of `connect-kit/testing` have clocks of their own.'],
      });
    }
    await advanceClock(ms);
    return c.json({ version: 1, now: new Date(clock.now()).toISOString() });
  });

  app.get('/settled', async (c) => {
    await settled();
    return c.json({ version: 1, settled: true });
  });
}
