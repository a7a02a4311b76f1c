// Compiles schemas/*-descriptor.json into standalone validators under src/lint/generated: one per product, and one for
// descriptors whose modules all are in both Jira and Confluence. A run loads only the one that it needs, and each is without any
// import and short, because loading it is most of what a check takes.
// Safe to run several times at once: every file is written beside its place and moved there whole.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PRODUCTS = ['jira', 'confluence', 'bitbucket'];
const VALIDATORS = [...PRODUCTS, 'shared'];
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const schemaFolder = path.join(root, 'schemas');
const outputFolder = path.join(root, 'src/lint/generated');

/** Below `schemas`: what the schemas of descriptors are composed of. */
const FOLDERS = ['modules', 'shared', 'bitbucket/modules', 'bitbucket/shared'];

/** Keywords that say something to people only. `patternErrorMessage` stays: the linter's messages quote it. */
const ANNOTATIONS = new Set(['$comment', 'title', 'description', 'default', 'deprecated', 'examples']);

/** Loose on purpose: they find what is surely no URL (blanks, broken braces), not what some parser dislikes. */
const FORMATS = {
  'uri-reference': /^[^\s<>"]*$/,
  'uri-template': /^(?:[^\s<>"{}]|\{[^\s<>"{}]*\})*$/,
};

/**
 * Brings the compiled validators up to date with the schemas.
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function compileSchemas() {
  const inputs = await listSchemas();
  if (await isUpToDate([...inputs, fileURLToPath(import.meta.url)])) return false;
  const [{ Ajv2020 }, { default: standaloneCode }] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('ajv/dist/standalone/index.js'),
  ]);
  const ajv = createAjv(Ajv2020);
  for (const file of inputs) ajv.addSchema(reduce(await readJson(file)));
  const descriptors = await Promise.all(PRODUCTS.map((product) => readJson(descriptorSchema(product))));
  ajv.addSchema(reduce(shareModules(descriptors)));
  await mkdir(outputFolder, { recursive: true });
  const prefix = descriptors[0].$id.slice(0, -`${PRODUCTS[0]}-descriptor.json`.length);
  for (const name of VALIDATORS) {
    const validate = `${prefix}${name}-descriptor.json`;
    const code = shorten((standaloneCode.default ?? standaloneCode)(ajv, { validate }));
    if (/\brequire\(["']|^import /m.test(code)) throw new Error(`the validator ${name} needs a library`);
    await replaceFile(path.join(outputFolder, `${name}.d.ts`), DECLARATION);
    await replaceFile(path.join(outputFolder, `${name}.js`), `${HEADER}${code}\n`);
  }
  return true;
}

const HEADER = '// Compiled from schemas/ by scripts/compile-schemas.mjs.\n';
const DECLARATION = `${HEADER}import type { SchemaValidator } from '../schema-error.ts';

export declare const validate: SchemaValidator;
`;

function descriptorSchema(product) {
  return path.join(schemaFolder, `${product}-descriptor.json`);
}

/** The schema of the first product, with only those modules that the second has too. */
function shareModules([one, other]) {
  const both = Object.entries(one.properties.modules.properties).filter(
    ([type]) => type in other.properties.modules.properties,
  );
  const modules = { ...one.properties.modules, properties: Object.fromEntries(both) };
  return {
    ...one,
    $id: one.$id.replace(/\w+-descriptor\.json$/, 'shared-descriptor.json'),
    properties: { ...one.properties, modules },
  };
}

async function readJson(file) {
  return JSON.parse(await readFile(file, 'utf8'));
}

/** Every schema of descriptors, and of what they are composed of. */
async function listSchemas() {
  const parts = await Promise.all(
    FOLDERS.map(async (name) => {
      const folder = path.join(schemaFolder, name);
      return (await readdir(folder))
        .filter((file) => file.endsWith('.json'))
        .map((file) => path.join(folder, file));
    }),
  );
  return [...PRODUCTS.map(descriptorSchema), ...parts.flat()];
}

async function isUpToDate(inputs) {
  const outputs = VALIDATORS.flatMap((name) => [`${name}.js`, `${name}.d.ts`]);
  const times = (files) => Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
  try {
    const oldestOutput = Math.min(...(await times(outputs.map((name) => path.join(outputFolder, name)))));
    // The folders count too: their time changes when a schema is removed.
    const sources = [...inputs, ...new Set(inputs.map((file) => path.dirname(file)))];
    return Math.max(...(await times(sources))) < oldestOutput;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function createAjv(Ajv2020) {
  return new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: false,
    validateSchema: false,
    addUsedSchema: false,
    // A loop is shorter than a check for each property.
    loopRequired: 1,
    // A schema that many modules share becomes one function, not a copy in each.
    inlineRefs: false,
    // Lengths count as Java's String.length does, which also spares the generated code a helper. Deprecated in Ajv
    // (for counting unlike the specification), hence the silenced logger.
    unicode: false,
    logger: false,
    formats: FORMATS,
    code: { source: true, esm: true, lines: false, optimize: 2 },
  });
}

/**
 * The schema as the linter needs it: annotations dropped, and objects that say nothing of other properties closed,
 * with a mark. The products ignore what they do not know there; the linter reports it as a warning.
 */
function reduce(schema) {
  if (Array.isArray(schema)) return schema.map(reduce);
  if (schema === null || typeof schema !== 'object') return schema;
  const reduced = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties') {
      reduced[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, property]) => [name, reduce(property)]),
      );
    } else if (!ANNOTATIONS.has(keyword) && !(keyword === 'anyOf' && isSuggestion(value))) {
      reduced[keyword] = reduce(value);
    }
  }
  if (schema.type === 'object' && schema.properties && schema.additionalProperties === undefined) {
    reduced.additionalProperties = false;
    reduced.ignoresUnknown = true;
  }
  return reduced;
}

/** Names next to any text: editors offer them, the linter takes any text; see `suggest-in-schemas.mjs`. */
function isSuggestion(alternatives) {
  const [names, text, ...more] = alternatives;
  return more.length === 0 && 'enum' in names && JSON.stringify(text) === '{"type":"string"}';
}

/**
 * Says once what Ajv repeats at every check, and leaves out what nothing here reads: the validators are half as long
 * then, and start-up time is mostly their length. Fails when Ajv's code no longer looks as expected.
 */
function shorten(code) {
  const short = code
    .replace(/^"use strict";/, '')
    .replace(ERROR, (_, _name, path, schemaPath, keyword, params, schema, data) => {
      const property = /^(?:missing|additional)Property: (.*)$/.exec(params)?.[1];
      const branch = schemaPath.includes('/anyOf') ? JSON.stringify(schemaPath) : undefined;
      const rest = branch ? [property ?? 'undefined', branch] : property ? [property] : [];
      return `vErrors=add(${['vErrors', path.replace(/^instancePath:/, ''), JSON.stringify(keyword), schema, data ?? 'data', ...rest].join()});errors++;`;
    })
    .replace(ERROR_OF_CONDITION, 'errors++;')
    .replace(
      /vErrors = vErrors === null \? (validate\d+)\.errors : vErrors\.concat\(\1\.errors\);/g,
      'vErrors=join(vErrors,$1.errors);',
    )
    .replace(/,parentData:[^,{}]+,parentDataProperty:[^,{}]+,rootData,dynamicAnchors\}/g, '}')
    .replace(/, parentData, parentDataProperty, rootData=data, dynamicAnchors=\{\}\}=\{\}/g, '}={}')
    .replace(/const evaluated0 = validate\d+\.evaluated;(if\(evaluated0\.dynamic\w+\)\{.*?\})+/g, '')
    .replace(/validate\d+\.evaluated = \{.*?\};/g, '')
    .replace(/"\$schema":"[^"]*","\$id":"[^"]*",/g, '')
    .replace(/\/\*# sourceURL=.*? \*\//g, '');
  const leftover = /const err\d|vErrors\.(push|concat)|rootData|dynamicAnchors|evaluated/.exec(short);
  if (leftover) throw new Error(`Ajv writes other code than it used to: ${leftover[0]} is still there`);
  return `${HELPERS}${short}`;
}

/** How Ajv makes an error and puts it into the list. Groups: name, path, schemaPath, keyword, params, schema, data. */
const ERROR =
  /const (err\d+) = \{(instancePath|instancePath:[^,]+),schemaPath:"([^"]*)",keyword:"(\w+)",params:\{(.*?)\},schema:.*?,parentSchema:([^,]+),data(?::(\w+))?\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/gs;

/** Below `if`, errors are only counted. */
const ERROR_OF_CONDITION =
  /const (err\d+) = \{\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g;

/** `add` makes a `SchemaError` of src/lint/schema-error.ts. */
const HELPERS = `const add=(list,instancePath,keyword,schema,data,property,schemaPath)=>{
const error={instancePath,keyword,schema,data,property,schemaPath};
if(list===null)return [error];list.push(error);return list};
const join=(list,more)=>{if(list===null)return more;for(const error of more)list.push(error);return list};
`;

async function replaceFile(file, content) {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compileSchemas();
