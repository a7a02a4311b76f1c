import { readList, readOptionalText, readText } from '../../seed/read.ts';
import { SeedError, type SeedPart } from '../../seed/seed-part.ts';
import { reserveId } from '../../store/sequences.ts';
import { readSeedId, ShareSeed } from './share-seed.ts';

const NAME = 'filters';

/** Saved queries, with whom they are shared, and who likes them. */
export const FILTERS_PART: SeedPart = {
  name: NAME,
  export: (database) => {
    const shares = new ShareSeed(database, 'filter');
    const rows = database.all('SELECT id, owner, name, body FROM jira_filter ORDER BY id');
    if (rows.length === 0) return undefined;
    return rows.map(({ id, owner, name, body }) => ({
      id: String(id),
      owner: shares.accountJson(String(owner)),
      name: String(name),
      ...JSON.parse(String(body)),
      ...shares.export(Number(id)),
    }));
  },
  import: (database, value) => {
    const shares = new ShareSeed(database, 'filter');
    shares.clear();
    database.run('DELETE FROM jira_filter');
    const taken = new Set<string>();
    readList(value, `/${NAME}`).forEach((entry, index) => {
      const pointer = `/${NAME}/${index}`;
      const id = readSeedId(database, entry, 'filter', pointer);
      const owner = shares.readAccount(readText(entry, 'owner', pointer), `${pointer}/owner`);
      const name = readText(entry, 'name', pointer);
      for (const key of [`id ${id}`, `${owner} ${name.toLowerCase()}`]) {
        if (taken.has(key)) throw new SeedError(pointer, 'another filter has its id, or its owner and name.');
        taken.add(key);
      }
      const body = {
        description:
          entry['description'] === '' ? '' : (readOptionalText(entry, 'description', pointer) ?? ''),
        jql: entry['jql'] === '' ? '' : readText(entry, 'jql', pointer),
        ...(entry['columns'] === undefined
          ? {}
          : { columns: readTexts(entry['columns'], `${pointer}/columns`) }),
      };
      database.run('INSERT INTO jira_filter (id, owner, name, body) VALUES (?, ?, ?, ?)', [
        id,
        owner,
        name,
        JSON.stringify(body),
      ]);
      reserveId(database, 'filter', id);
      shares.import(entry, id, pointer);
    });
  },
};

function readTexts(value: unknown, pointer: string): readonly string[] {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  throw new SeedError(pointer, 'it must be a list of texts.');
}
