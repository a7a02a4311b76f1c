// @ts-check
import pg from 'pg';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * @param {string} databaseUrl
 * @returns {Promise<import('./database.js').Database>}
 */
export async function openPostgres(databaseUrl) {
  const pool = new pg.Pool({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // A connection that is lost while nobody uses it: the pool makes another one.
  pool.on('error', (error) => console.error(`A connection to PostgreSQL was lost: ${error.message}`));
  return {
    ...queriesOf(pool),
    transaction: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(queriesOf(client));
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        // Nobody gets a connection on which something is open still.
        await client.query('ROLLBACK').then(
          () => client.release(),
          (failure) => client.release(failure),
        );
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

/**
 * @param {pg.Pool | pg.PoolClient} source
 * @returns {import('./database.js').Queries}
 */
function queriesOf(source) {
  return {
    query: async (sql, parameters = []) => (await source.query(sql, [...parameters])).rows,
    run: async (sql) => {
      await source.query(sql);
    },
  };
}
