import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import type { Person } from '../../../people/people.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { addPropertyRoutes } from '../properties.ts';
import { actorOf, authorOf, type JiraContext, type JiraRestDeps, readRecord } from '../shared.ts';
import { columnsJson, DEFAULT_COLUMNS, readColumns } from './columns.ts';
import { isAdmin, personOfQuery, refuseOldNames, requirePerson } from './shared.ts';

const MAX_TEXT = 255;

/** What Jira answers for preferences that nobody has set. */
const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['user.notifications.mimetype', 'html'],
  ['user.default.share.private', 'true'],
  ['user.keyboard.shortcuts.disabled', 'false'],
]);

/** What people choose for themselves, and what add-ons keep with them. */
export function addUserSettingRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, people, store } = deps;
  const { userSettings } = store;

  app.get('/mypreferences', (c) => {
    c.set('honoured', ['key']);
    const value = findPreference(requirePerson(people.find(actorOf(c))), keyOf(c));
    if (value === undefined) throw missingKey();
    return c.body(value, 200, { 'Content-Type': 'application/json;charset=UTF-8' });
  });

  app.put('/mypreferences', async (c) => {
    c.set('honoured', ['key']);
    const [account, key, value] = [authorOf(c), keyOf(c), await c.req.text()];
    if (key.length > MAX_TEXT || value === '' || value.length > MAX_TEXT) {
      throw jiraError(404, [`A key and a value of at most ${MAX_TEXT} characters must be provided.`]);
    }
    const person = requirePerson(people.find(account));
    if (key === 'jira.user.locale') change({ ...person, locale: value }, account);
    else if (key === 'jira.user.timezone') change({ ...person, timeZone: value }, account);
    else userSettings.set(account, 'preference', value, key);
    return c.body(null, 204);
  });

  app.delete('/mypreferences', (c) => {
    c.set('honoured', ['key']);
    if (!userSettings.delete(authorOf(c), 'preference', keyOf(c))) throw missingKey();
    return c.body(null, 204);
  });

  app.get('/mypreferences/locale', (c) => c.json({ locale: requirePerson(people.find(actorOf(c))).locale }));

  app.put('/mypreferences/locale', async (c) => {
    const locale = stringAt(await readRecord(c), 'locale') ?? '';
    if (!/^[a-z]{2,3}(?:_[A-Z]{2})?$/.test(locale)) throw jiraError(400, [`'${locale}' is not a locale.`]);
    const account = authorOf(c);
    change({ ...requirePerson(people.find(account)), locale }, account);
    return c.body(null, 204);
  });

  app.get('/user/columns', (c) => {
    const { accountId } = ownOrAny(c);
    const stored = userSettings.find(accountId, 'columns')?.split(',');
    return c.json(columnsJson(store, stored ?? DEFAULT_COLUMNS));
  });

  app.put('/user/columns', async (c) => {
    const { accountId } = ownOrAny(c);
    const columns = await readColumns(c, store);
    if (columns.length === 0) userSettings.delete(accountId, 'columns');
    else userSettings.set(accountId, 'columns', columns.join(','));
    return c.json({});
  });

  app.delete('/user/columns', (c) => {
    userSettings.delete(ownOrAny(c).accountId, 'columns');
    return c.body(null, 204);
  });

  addPropertyRoutes(
    app,
    { host, properties: store.properties },
    {
      path: '/user/properties',
      find: (c) => {
        c.set('honoured', ['accountId']);
        const person = personOfQuery(c, deps);
        requireOwn(c, person);
        return { type: 'user', id: person.accountId };
      },
      query: ({ id }) => `?accountId=${encodeURIComponent(id)}`,
    },
  );

  /** Whom a request is about: whoever makes it, unless it says otherwise. @throws {ProductError} 403, 404 */
  function ownOrAny(c: JiraContext): Person {
    c.set('honoured', ['accountId']);
    refuseOldNames(c, ['username']);
    const person = requirePerson(people.find(c.req.query('accountId') ?? actorOf(c)));
    requireOwn(c, person);
    return person;
  }

  function requireOwn(c: JiraContext, { accountId }: Person): void {
    if (accountId === actorOf(c) || isAdmin(c, deps)) return;
    throw jiraError(403, ['Only Jira administrators can look at what belongs to somebody else.']);
  }

  function findPreference({ accountId, locale, timeZone }: Person, key: string): string | undefined {
    if (key === 'jira.user.locale') return locale;
    if (key === 'jira.user.timezone') return timeZone;
    return userSettings.find(accountId, 'preference', key) ?? DEFAULTS.get(key);
  }

  function change(person: Person, actor: string): void {
    store.changes.run((announce) => {
      people.put(person);
      announce({ type: 'user_updated', person, actor });
    });
  }
}

function keyOf(c: JiraContext): string {
  const key = c.req.query('key');
  if (key === undefined || key === '') throw missingKey();
  return key;
}

function missingKey() {
  return jiraError(404, ['The key of the preference is not provided, or there is no such preference.']);
}
