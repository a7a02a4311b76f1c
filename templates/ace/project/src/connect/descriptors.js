// @ts-check
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Router } from 'express';
import { PROJECT_FOLDER } from '../config.js';
import { handle } from '../handle.js';

/**
 * Every descriptor of the project, as it is on disk now. The framework serves `atlassian-connect.json` alone, as it was
 * when it started.
 * @param {string} baseUrl
 */
export function descriptorRoutes(baseUrl) {
  const routes = Router();
  for (const name of readdirSync(PROJECT_FOLDER).filter((one) => /^atlassian-connect.*\.json$/.test(one))) {
    routes.get(
      `/${name}`,
      handle(async (_request, response) => {
        const text = await readFile(path.join(PROJECT_FOLDER, name), 'utf8');
        response.type('json').send(text.replaceAll('{{localBaseUrl}}', baseUrl));
      }),
    );
  }
  return routes;
}
