import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Services } from '../../services.ts';
import type { InstanceEnv } from '../env.ts';

export function addTrafficRoutes(app: Hono<InstanceEnv>, { traffic }: Services): void {
  app.get('/traffic', (c) => c.json({ version: 1, exchanges: traffic.list() }));
  app.get('/traffic/stream', (c) =>
    streamSSE(c, async (stream) => {
      await new Promise<void>((resolve) => {
        const unsubscribe = traffic.subscribe((exchange) => {
          void stream.writeSSE({ data: JSON.stringify(exchange) });
        });
        stream.onAbort(() => {
          unsubscribe();
          resolve();
        });
      });
    }),
  );
}
