import type { Hono } from 'hono';
import { createInstanceApp } from '../../src/instance/app.ts';
import type { InstanceEnv } from '../../src/instance/routes/env.ts';
import { createServices } from '../../src/instance/services.ts';
import { createSite } from '../../src/instance/site.ts';
import { openSiteDatabase } from '../../src/instance/store/site-database.ts';

/** The routes of a site that nobody listens to. */
export async function createSiteApp(): Promise<Hono<InstanceEnv>> {
  const fail = (error: unknown): never => {
    throw error;
  };
  const services = await createServices({
    site: createSite('dev', 'http://localhost:2990'),
    database: openSiteDatabase(),
    clock: { now: () => Date.now(), sleep: async () => {} },
    fetch: async () => new Response(null, { status: 404 }),
    signal: new AbortController().signal,
    onBug: fail,
  });
  return createInstanceApp(services, { controlToken: 'control', requestStop: () => {}, onBug: fail });
}
