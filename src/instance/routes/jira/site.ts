import type { Hono } from 'hono';
import { formatTime, personJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { actorOf, type JiraRestDeps, pageOf } from './shared.ts';

/** Server information and users. */
export function addSiteRoutes(app: Hono<InstanceEnv>, { host, people, now }: JiraRestDeps): void {
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

  app.get('/myself', (c) => {
    const person = findPerson(actorOf(c));
    return c.json({ ...personJson(person, host), locale: person.locale });
  });

  app.get('/user', (c) => {
    c.set('honoured', ['accountId']);
    return c.json(personJson(findPerson(c.req.query('accountId')), host));
  });

  app.get('/user/search', (c) => {
    const query = (c.req.query('query') ?? '').toLowerCase();
    const found = people.list().filter(({ displayName }) => displayName.toLowerCase().includes(query));
    const { values } = pageOf(c, found, ['query']);
    return c.json(values.map((person) => personJson(person, host)));
  });

  function findPerson(accountId: string | null | undefined) {
    const person = people.find(accountId);
    if (person !== undefined) return person;
    throw jiraError(404, ['Specified user does not exist or you do not have required permissions']);
  }
}
