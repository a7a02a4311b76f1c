import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import { profilePicture } from '../../../confluence/json/v1-people.ts';
import type { Content } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { listAt, readRecord } from '../body.ts';
import { type ConfluenceRestDeps, personOf, readId, viewer } from '../shared.ts';
import { missing } from './input.ts';

const MAX_ACCOUNTS = 250;
const MAX_IDS = 100;

/** Many at once: people by account, kinds of content by id. */
export function addLookupRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, people, confluence } = deps;

  app.post('/users-bulk', async (c) => {
    const accounts = listAt(await readRecord(c), 'accountIds');
    if (accounts === undefined || accounts.length === 0) throw missing('accountIds');
    if (accounts.length > MAX_ACCOUNTS)
      throw new Fault('invalid', `At most ${MAX_ACCOUNTS} accountIds can be looked up.`);
    const results = accounts
      .flatMap((accountId) => people.find(String(accountId)) ?? [])
      .map((person) => ({
        accountId: person.accountId,
        accountType: person.accountType,
        accountStatus: 'active',
        displayName: person.displayName,
        publicName: person.displayName,
        email: '',
        timeZone: person.accountId === personOf(c, deps).accountId ? person.timeZone : null,
        personalSpaceId: null,
        isExternalCollaborator: false,
        profilePicture: { ...profilePicture(person) },
      }));
    return c.json({ results, _links: { base: host.baseUrl } });
  });

  app.post('/user/access/check-access-by-email', async (c) => {
    const emails = listAt(await readRecord(c), 'emails');
    if (emails === undefined) throw missing('emails');
    personOf(c, deps);
    const given = emails.map(String);
    const known = people.list().map(({ emailAddress }) => emailAddress.toLowerCase());
    const isAddress = (text: string) => /^[^@\s]+@[^@\s]+$/.test(text);
    return c.json({
      emailsWithoutAccess: given.filter((one) => isAddress(one) && !known.includes(one.toLowerCase())),
      invalidEmails: given.filter((one) => !isAddress(one)),
    });
  });

  app.post('/content/convert-ids-to-types', async (c) => {
    const ids = listAt(await readRecord(c), 'contentIds');
    if (ids === undefined) throw missing('contentIds');
    if (ids.length > MAX_IDS) throw new Fault('invalid', `At most ${MAX_IDS} contentIds can be converted.`);
    const found = ids.map(
      (id) =>
        [String(id), confluence.reader.find(viewer(c, deps), readId(String(id), 'contentIds'))] as const,
    );
    return c.json({
      results: Object.fromEntries(
        found.map(([id, content]) => [id, content === undefined ? null : typeName(content)]),
      ),
    });
  });
}

function typeName({ type, detail }: Content): string {
  return type === 'comment' ? `${detail.location ?? 'footer'}-comment` : type;
}
