import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database, Queries } from './database.ts';
import { lockFolder } from './folder-lock.ts';

/**
 * PostgreSQL inside this process, with its data in a folder. Needs no server, and is for one process at a time.
 * @param folder undefined for a database in memory
 * @param snapshot a database to begin with, as `PGlite.dumpDataDir` makes it
 */
export async function openPglite(folder: string | undefined, snapshot?: Blob): Promise<Database> {
  const unlock = folder === undefined ? undefined : await lockFolder(folder);
  try {
    const pglite = await PGlite.create({
      ...(folder !== undefined && { dataDir: folder }),
      ...(snapshot !== undefined && { loadDataDir: snapshot }),
    });
    return {
      ...queriesOf(pglite),
      transaction: (work) => pglite.transaction((transaction) => work(queriesOf(transaction))),
      close: async () => {
        await pglite.close();
        await unlock?.();
      },
    };
  } catch (error) {
    await unlock?.();
    throw error;
  }
}

function queriesOf(pglite: Pick<Transaction, 'query' | 'exec'>): Queries {
  return {
    query: async (sql, values = []) => {
      const { rows } = await pglite.query<Record<string, unknown>>(sql, [...values]);
      return rows;
    },
    run: async (script) => {
      await pglite.exec(script);
    },
  };
}
