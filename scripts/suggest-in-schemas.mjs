// Puts into the schemas what editors offer where any text is allowed: names of conditions, events and locations, from
// schemas/catalog; and says of each list of modules what its schema says of one. Run it after a change of the catalogue;
// with --check it only names the schemas that are out of date, and fails when there are any.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const schemaFolder = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'schemas');
const PRODUCT_NAMES = { jira: 'Jira', confluence: 'Confluence' };
/** What a module shows at its location, in the words of the catalogue. */
const LOCATION_KINDS = {
  webPanels: 'panel',
  webSections: 'section',
  webItems: 'item',
  generalPages: 'item',
  adminPages: 'item',
  spaceToolsTabs: 'tab',
};

async function main() {
  const [conditions, events, locations] = await Promise.all(
    ['conditions', 'webhook-events', 'locations'].map((name) => readJson(`catalog/${name}.json`)),
  );
  await update('shared/condition.json', ({ properties }) => {
    suggest(properties.condition, namesOfConditions(conditions));
  });
  await update('modules/webhooks.json', ({ properties }) => suggest(properties.event, namesOfEvents(events)));
  for (const [type, kind] of Object.entries(LOCATION_KINDS)) {
    await update(`modules/${type}.json`, ({ properties }) =>
      suggest(properties.location, namesOfLocations(locations, kind)),
    );
  }
  for (const product of Object.keys(PRODUCT_NAMES)) {
    const lists = await readLists(product);
    await update(`${product}-descriptor.json`, ({ properties }) => {
      for (const [type, list] of Object.entries(lists)) properties.modules.properties[type] = list;
    });
  }
}

/** Those that a product may still know: what is in doubt is not offered. */
function namesOfConditions({ conditions }) {
  return Object.entries(conditions)
    .filter(([, { state }]) => ['current', 'host-2016', 'add-ons'].includes(state))
    .map(([name, { products, params = {} }]) => {
      const needed = Object.keys(params).filter((param) => params[param].required);
      const needs = needed.length === 0 ? '' : ` Needs ${needed.join(' and ')} in params.`;
      return {
        name,
        description: `${products.map((product) => PRODUCT_NAMES[product]).join(' and ')}.${needs}`,
      };
    });
}

function namesOfEvents({ groups }) {
  return groups.flatMap(({ product, group, events, ...shared }) =>
    Object.entries(events)
      .map(([name, own]) => ({ name, ...shared, ...own }))
      .filter(({ state = 'current' }) => state === 'current')
      .map(({ name }) => ({ name, description: `${PRODUCT_NAMES[product]}: ${group}.` })),
  );
}

function namesOfLocations({ locations }, kind) {
  return Object.entries(locations).flatMap(([product, ofProduct]) =>
    Object.entries(ofProduct)
      .filter(([, { kinds, state }]) => kinds.includes(kind) && !['deprecated', 'refused'].includes(state))
      .map(([name, { what }]) => ({
        name,
        description: `${PRODUCT_NAMES[product]}${what === undefined ? '' : `: ${what}`}.`,
      })),
  );
}

/** Each list of modules of a descriptor, described as its modules are. */
async function readLists(product) {
  const { properties } = await readJson(`${product}-descriptor.json`);
  const lists = Object.entries(properties.modules.properties).filter(([, { type }]) => type === 'array');
  return Object.fromEntries(
    await Promise.all(
      lists.map(async ([type, { items }]) => {
        const { description, deprecated } = await readJson(items.$ref);
        return [type, { description, ...(deprecated && { deprecated }), type: 'array', items }];
      }),
    ),
  );
}

/** Any text, with names to choose from. A name that several products have is described by all of them. */
function suggest(schema, names) {
  const descriptions = new Map();
  for (const { name, description } of names) {
    const known = descriptions.get(name);
    descriptions.set(name, known === undefined ? description : `${known} ${description}`);
  }
  schema.anyOf = [
    { enum: [...descriptions.keys()], enumDescriptions: [...descriptions.values()] },
    { type: 'string' },
  ];
}

const outdated = [];

async function update(name, change) {
  const schema = await readJson(name);
  const before = JSON.stringify(schema);
  change(schema);
  if (JSON.stringify(schema) === before) return;
  outdated.push(name);
  if (!isCheck) await writeFile(path.join(schemaFolder, name), `${JSON.stringify(schema, null, 2)}\n`);
}

async function readJson(name) {
  return JSON.parse(await readFile(path.join(schemaFolder, name), 'utf8'));
}

const isCheck = process.argv.includes('--check');
await main();
if (outdated.length > 0) {
  const next = isCheck ? 'node scripts/suggest-in-schemas.mjs' : 'npx biome format --write schemas';
  process.stdout.write(`${isCheck ? 'Out of date' : 'Written'}: ${outdated.join(', ')}. Next: ${next}\n`);
  if (isCheck) process.exitCode = 1;
}
