import type { Hono } from 'hono';
import { formatTime } from '../../jira/json.ts';
import type { InstanceEnv } from '../env.ts';
import type { JiraRestDeps } from './shared.ts';

/** Server information. */
export function addSiteRoutes(app: Hono<InstanceEnv>, { host, now }: JiraRestDeps): void {
  app.get('/serverInfo', (c) =>
    c.json({
      baseUrl: host.baseUrl,
      displayUrl: host.baseUrl,
      version: '1001.0.0-SNAPSHOT',
      versionNumbers: [1001, 0, 0],
      deploymentType: 'Cloud',
      buildNumber: 100_000,
      serverTime: formatTime(now()),
      serverTitle: 'Jira (emulated by connect-kit)',
    }),
  );
}
