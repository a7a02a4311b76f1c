import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { expandedUserJson } from '../../../jira/json/user-json.ts';
import { CONFLUENCE_USERS, groupsOf, JIRA_USERS } from '../../../people/groups.ts';
import { isActive, type Person } from '../../../people/people.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { actorOf, type JiraRestDeps, readRecord } from '../shared.ts';
import { personOfQuery, requireAdmin, userContext } from './shared.ts';

const PRODUCTS = ['jira-core', 'jira-servicedesk', 'jira-product-discovery', 'jira-software'];

/** Adding people to the site, and taking them off it. */
export function addUserAdminRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { people, store } = deps;

  app.post('/user', async (c) => {
    requireAdmin(c, deps);
    const body = await readRecord(c);
    const emailAddress = stringAt(body, 'emailAddress') ?? '';
    const products = readProducts(body['products']);
    if (!/^[^@\s]+@[^@\s]+$/.test(emailAddress)) {
      throw jiraError(400, [], { emailAddress: 'A valid e-mail address must be provided.' });
    }
    const known = people.all().find((one) => one.emailAddress.toLowerCase() === emailAddress.toLowerCase());
    const hasAccess = known !== undefined && groupsOf(known).some(({ id }) => id === JIRA_USERS.id);
    if (known !== undefined && isActive(known) && !hasAccess) {
      throw jiraError(400, ['The user exists, and has no access to Jira.']);
    }
    if (known !== undefined && isActive(known)) {
      return c.json(expandedUserJson(known, userContext(c, deps), new Set()), 201);
    }
    const groups = products.length === 0 ? [] : [JIRA_USERS, CONFLUENCE_USERS];
    const { isActive: _, ...person } = { ...(known ?? newPerson(emailAddress)), groups };
    store.changes.run((announce) => {
      people.put(person);
      announce({ type: 'user_created', person, actor: actorOf(c) });
    });
    return c.json(expandedUserJson(person, userContext(c, deps), new Set()), 201);
  });

  app.delete('/user', (c) => {
    c.set('honoured', ['accountId']);
    requireAdmin(c, deps);
    const person = personOfQuery(c, deps);
    const admins = people.list().filter((one) => one.isAdmin && one.accountId !== person.accountId);
    if (admins.length === 0) throw jiraError(400, ['The last administrator cannot be removed.']);
    if (person.accountType === 'app') throw jiraError(400, ['The user of an app cannot be removed.']);
    const gone: Person = { ...person, isActive: false, isAdmin: false, groups: [] };
    store.changes.run((announce) => {
      people.put(gone);
      announce({ type: 'user_deleted', person: gone, actor: actorOf(c) });
    });
    return c.body(null, 204);
  });

  /** Signs in like the people of a new site: with a name that is the password too. */
  function newPerson(emailAddress: string): Person {
    const [name = ''] = emailAddress.split('@');
    const isTaken = people.all().some(({ username }) => username === name);
    const username = isTaken ? emailAddress : name;
    return {
      accountId: randomUUID().replaceAll('-', '').slice(0, 24),
      displayName: name,
      emailAddress,
      username,
      password: username,
      apiToken: `${username}-api-token`,
      isAdmin: false,
      locale: 'en_US',
      timeZone: 'Etc/UTC',
      accountType: 'atlassian',
    };
  }
}

/** @throws {ProductError} 400 */
function readProducts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw jiraError(400, [], { products: 'A list of products must be provided.' });
  const unknown = value.find((one) => !PRODUCTS.includes(String(one)));
  if (unknown === undefined) return value.map(String);
  throw jiraError(400, [], { products: `There is no product '${String(unknown)}'.` });
}
