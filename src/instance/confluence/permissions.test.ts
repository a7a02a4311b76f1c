import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { DEFAULT_GROUPS } from '../people/groups.ts';
import { type Person, SEED_PEOPLE } from '../people/people.ts';
import { openSiteDatabase } from '../store/site-database.ts';
import { openConfluence } from './confluence.ts';
import { viewerOf } from './permissions.ts';
import type { Content, Restriction } from './types.ts';

const APP: Person = {
  accountId: 'app',
  displayName: 'App',
  emailAddress: 'app@example.com',
  username: 'app',
  password: 'app',
  isAdmin: false,
  locale: 'en_US',
  timeZone: 'UTC',
  accountType: 'app',
};
const VIEWERS = [...SEED_PEOPLE, APP].map(viewerOf);
const subject: fc.Arbitrary<Pick<Restriction, 'kind' | 'subject'>> = fc.oneof(
  fc.constantFrom(...VIEWERS).map(({ accountId }) => ({ kind: 'user' as const, subject: accountId })),
  fc.constantFrom(...DEFAULT_GROUPS).map(({ id }) => ({ kind: 'group' as const, subject: id })),
);
const plan = fc.record({
  /** For each page, which one before it is its parent, and what is attached to it. */
  pages: fc.array(fc.record({ parent: fc.nat(20), hasComment: fc.boolean(), isPrivate: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  }),
  restrictions: fc.array(fc.tuple(fc.nat(20), subject), { maxLength: 4 }),
});

it('says of one thing and of a list the same, which is what restrictions from above say', () => {
  const database = openSiteDatabase();
  onTestFinished(() => database.close());
  const confluence = openConfluence({ database, people: SEED_PEOPLE, now: () => 0 });
  const { reader, writer, restrictions, permissions } = confluence;
  const [admin] = SEED_PEOPLE;
  if (admin === undefined) throw new Error('there are people');
  let count = 0;
  fc.assert(
    fc.property(plan, ({ pages, restrictions: wanted }) => {
      const made: Content[] = [];
      for (const { parent, hasComment, isPrivate } of pages) {
        const above = made.filter(
          ({ type, spaceId }) => type === 'page' && (spaceId === 65_538) === isPrivate,
        );
        const parentId = above[parent % (above.length + 1)]?.id ?? null;
        const spaceId = isPrivate ? 65_538 : 65_537;
        count += 1;
        const page = writer.create(
          { type: 'page', title: `p${count}`, spaceId, parentId, body: '' },
          admin.accountId,
        );
        made.push(page);
        if (hasComment) {
          const comment = { type: 'comment', title: '', spaceId, containerId: page.id, body: '' };
          made.push(writer.create(comment, admin.accountId));
        }
      }
      const rules = new Map<number, Pick<Restriction, 'kind' | 'subject'>[]>();
      for (const [index, who] of wanted) {
        const content = made[index % made.length];
        if (content === undefined) continue;
        restrictions.add(content, [{ operation: 'read', ...who }], admin.accountId);
        rules.set(content.id, [...(rules.get(content.id) ?? []), who]);
      }
      const byId = new Map(made.map((one) => [one.id, one]));
      for (const viewer of VIEWERS) {
        const listed = reader.list(
          viewer,
          { ids: [...byId.keys()] },
          { column: 'id', isDescending: false },
          { limit: 100 },
        );
        const may = (content: Content): boolean => {
          const rule = rules.get(content.id);
          const passes =
            rule === undefined ||
            rule.some(({ kind, subject: who }) =>
              kind === 'user' ? who === viewer.accountId : viewer.groupIds.includes(who),
            );
          const above = [content.parentId, content.containerId].flatMap((id) => byId.get(id ?? 0) ?? []);
          const seesSpace =
            content.spaceId === 65_537 ||
            viewer.isApp ||
            SEED_PEOPLE.slice(0, 2).some(({ accountId }) => accountId === viewer.accountId);
          return seesSpace && passes && above.every(may);
        };
        const expected = made.filter(may).map(({ id }) => id);
        expect(listed.map(({ id }) => id)).toEqual(expected);
        expect(made.filter((one) => permissions.maySee(viewer, one)).map(({ id }) => id)).toEqual(expected);
      }
    }),
    { numRuns: 40 },
  );
});
