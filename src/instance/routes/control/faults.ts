import type { Hono } from 'hono';
import { FaultSpecError, parseFaultSpec } from '../../faults/parse-fault-spec.ts';
import { parsePreset } from '../../faults/presets.ts';
import { ProductError } from '../../product-error.ts';
import type { Services } from '../../services.ts';
import type { InstanceEnv } from '../env.ts';
import { readBody } from './shared.ts';

/** What goes wrong on purpose. */
export function addFaultRoutes(app: Hono<InstanceEnv>, { faults }: Services): void {
  app.get('/faults', (c) => c.json({ version: 1, faults: faults.list() }));

  app.post('/faults', async (c) => {
    const { name, specs } = readFaults(await readBody(c));
    const added = specs.map((spec) => faults.add(spec, name).id);
    return c.json({ version: 1, faults: faults.list().filter(({ id }) => added.includes(id)) }, 201);
  });

  app.delete('/faults/:id', (c) => {
    const id = c.req.param('id');
    if (!faults.remove(id)) throw new ProductError(404, { message: `There is no fault ${id}.` });
    return c.json({ version: 1, removed: [id] });
  });

  app.delete('/faults', (c) => {
    const removed = faults.list().map(({ id }) => id);
    faults.clear();
    return c.json({ version: 1, removed });
  });
}

/** @throws {ProductError} 400 */
function readFaults(body: Record<string, unknown>) {
  try {
    return body['preset'] === undefined
      ? { name: undefined, specs: [parseFaultSpec(body)] }
      : parsePreset(body);
  } catch (error) {
    if (!(error instanceof FaultSpecError)) throw error;
    throw new ProductError(400, { code: 'fault-invalid', field: error.field, message: error.message });
  }
}
