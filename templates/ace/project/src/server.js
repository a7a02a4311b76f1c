// @ts-check
import { createApp } from './app.js';
import { PROJECT_FOLDER, readConfig } from './config.js';
import { openDatabase } from './storage/database.js';
import { migrate } from './storage/migrate.js';
import { openSecrets } from './storage/secrets.js';
import { SettingsStore } from './storage/settings-store.js';

/** How long requests may take to finish once the server is asked to stop. */
const GRACE_MS = 5_000;

// The framework looks for the descriptor in the working directory.
process.chdir(PROJECT_FOLDER);

const config = readConfig(process.env);
const secrets = await openSecrets(config);
const database = await openDatabase(config);
await migrate(database);
await new SettingsStore(database, secrets).renewEncryption();

const server = createApp({ config, database, secrets }).listen(config.port, config.host, () => {
  console.log(`Descriptor: ${config.baseUrl}/atlassian-connect.json`);
});
server.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
  void database.close();
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close(() => void database.close());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  });
}
