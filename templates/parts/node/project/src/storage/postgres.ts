import { Pool, type PoolClient } from 'pg';
import type { Database, Queries } from './database.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 30_000;

/**
 * @param url `postgres://user:password@host:5432/database`
 * @param onError takes the errors of connections that nobody is using
 */
export function openPostgres(url: string, onError: (error: Error) => void): Database {
  const pool = new Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  pool.on('error', onError);
  return {
    ...queriesOf(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const result = await work(queriesOf(client));
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        // Closing the connection rolls back, whatever state it is in.
        client.release(true);
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

function queriesOf(connection: Pick<Pool | PoolClient, 'query'>): Queries {
  return {
    query: async (sql, values = []) => {
      const { rows } = await connection.query<Record<string, unknown>>(sql, [...values]);
      return rows;
    },
    run: async (script) => {
      await connection.query(script);
    },
  };
}
