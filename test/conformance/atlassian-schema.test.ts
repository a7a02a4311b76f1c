import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { toPointer } from '../../src/lint/json-pointer.ts';
import { checkSchema } from '../../src/lint/schema-step.ts';
import { createAtlassianSchema, mutate, mutationsOf, type SchemaPoint } from '../support/atlassian-schema.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

/** A point on which one of the two schemas says something that the other does not. */
interface Difference extends SchemaPoint {
  readonly by: 'theirs' | 'ours';
}

/**
 * The points on which ours is not Atlassian's schema for Jira (draft-04, about 2021), and why. Every other error must be
 * in both, at the same place.
 */
const POINTS: readonly { readonly why: string; readonly covers: (difference: Difference) => boolean }[] = [
  {
    why: 'signed-install and context-qsh came after that schema',
    covers: ({ by, pointer }) =>
      by === 'theirs' && /^\/apiMigrations\/(signed-install|context-qsh)$/.test(pointer),
  },
  {
    why: 'an empty baseUrl passes it, but with one nothing can be called',
    covers: ({ by, pointer, value }) => by === 'ours' && pointer === '/baseUrl' && value === '',
  },
  {
    why: 'it takes modules for a list only; the host of 2016 took one alone too, so ours warns and looks into it',
    covers: ({ by, pointer, what }) =>
      by === 'theirs' ? /^\/modules\/\w+$/.test(pointer) && what === 'type' : isInSingleModule(pointer),
  },
  {
    why: 'it leaves modules open, but the host of 2016 refused to install types that it did not know',
    covers: ({ by, what }) => by === 'ours' && what === 'modules/unknown',
  },
  {
    why: 'one of its alternatives for a condition requires nothing, so that anything passes; ours looks into conditions',
    covers: ({ by, pointer }) => by === 'ours' && /onditions\/\d+(\/|$)/.test(pointer),
  },
  {
    why: 'which hosts and ports a URL can have is not for a schema to say, but for the rules about URLs',
    covers: ({ by, value, what }) =>
      by === 'theirs' && what === 'format' && /^https?:\/\//.test(String(value)),
  },
  {
    why: 'blanks must be encoded in a URL; parsers mend them, the products do not say that they do',
    covers: ({ by, value, what }) => by === 'ours' && what === 'schema/format' && /\s/.test(String(value)),
  },
  {
    why: 'its pattern for shortcuts is not anchored, so that any text with a letter passes',
    covers: ({ by, pointer }) =>
      by === 'ours' && /^\/modules\/keyboardShortcuts\/\d+\/shortcut$/.test(pointer),
  },
];

const isInSingleModule = (pointer: string) => /^\/modules\/\w+\/[a-zA-Z]+$/.test(pointer);

const used = new Set<string>();

interface Corpus {
  readonly file: string;
  readonly schemaValid: string;
}

const corpus: readonly Corpus[] = hasSharedFolder ? readCorpus() : [];
const theirs = hasSharedFolder
  ? createAtlassianSchema(sharedFile('reference/jira-global-schema.json'))
  : undefined;

describe.skipIf(theirs === undefined)(
  "error by error, the schema step says what Atlassian's schema does (needs ../shared, the reference material)",
  () => {
    test('of at least 80 real descriptors', () => {
      expect(corpus.length).toBeGreaterThan(80);
    });

    test.each(corpus)('of $file', async ({ file, schemaValid }) => {
      const value = readDescriptor(file);
      expect(await differencesOf(value)).toEqual([]);
      // The list of real descriptors has what it found after it filled placeholders in; these are left aside here.
      const isValid = theirs?.errorsOf(value).length === 0;
      expect(isValid).toBe(schemaValid === 'yes' || FILLED_IN_OTHERWISE.includes(file));
    });

    test.each(corpus.filter(({ schemaValid }) => schemaValid === 'yes'))(
      'of $file after any single change',
      async ({ file }) => {
        const { changes, found } = await differencesAfterChanges(readDescriptor(file));
        expect(found).toEqual([]);
        expect(changes).toBeGreaterThan(50);
      },
    );

    test('of a descriptor with everything that the schema knows, after any single change', async () => {
      const value = theirs?.fullExample();
      expect(theirs?.errorsOf(value)).toEqual([]);
      expect(await differencesOf(value)).toEqual([]);
      const { changes, found } = await differencesAfterChanges(value);
      expect(found).toEqual([]);
      expect(changes).toBeGreaterThan(4000);
    }, 30_000);

    afterAll(() => {
      expect(POINTS.map(({ why }) => why).filter((why) => !used.has(why))).toEqual([]);
    });
  },
);

/** Its vendor.url was not filled in. */
const FILLED_IN_OTHERWISE = ['aws-samples__aws-code-suite-for-atlassian-connect__h2.json'];

async function differencesAfterChanges(value: unknown): Promise<AfterChanges> {
  const found: unknown[] = [];
  let changes = 0;
  for (const place of theirs?.placesOf(value) ?? []) {
    for (const mutation of mutationsOf(place)) {
      changes += 1;
      const differences = await differencesOf(mutate(value, mutation));
      if (differences.length > 0) found.push({ at: toPointer(mutation.path), to: mutation.to, differences });
    }
  }
  return { changes, found };
}

interface AfterChanges {
  /** How many changes were tried. */
  readonly changes: number;
  /** Those after which the two differ. */
  readonly found: readonly unknown[];
}

/** What only one of the two says, the named points left out. */
async function differencesOf(value: unknown): Promise<readonly Difference[]> {
  const one = theirs?.errorsOf(value) ?? [];
  const other = await ourErrorsOf(value);
  const differences: Difference[] = [
    ...one
      .filter((error) => !other.some((our) => isSame(error, our)))
      .map((error) => ({ by: 'theirs' as const, ...error })),
    ...other
      .filter((our) => !one.some((error) => isSame(error, our)))
      .map((our) => ({ by: 'ours' as const, ...our })),
  ];
  return differences.filter((difference) => {
    const point = POINTS.find(({ covers }) => covers(difference));
    if (point !== undefined) used.add(point.why);
    return point === undefined;
  });
}

/** Of alternatives, theirs says that all fail, and ours which one is meant, and why that fails. */
function isSame(error: SchemaPoint, our: SchemaPoint): boolean {
  return error.what === 'anyOf'
    ? `${our.pointer}/`.startsWith(`${error.pointer}/`)
    : error.pointer === our.pointer;
}

async function ourErrorsOf(value: unknown): Promise<readonly SchemaPoint[]> {
  const { findings } = await checkSchema(value, 'jira');
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ pointer, key, message, ruleId }) => {
      const property = key ?? /^"(.+?)" is missing in /.exec(message)?.[1];
      const place = property === undefined ? pointer : `${pointer}${toPointer([property])}`;
      return { pointer: place, what: ruleId, value: valueAt(value, place) };
    });
}

function valueAt(value: unknown, pointer: string): unknown {
  let found = value;
  for (const segment of pointer.split('/').slice(1)) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, segment) : undefined;
  }
  return found;
}

function readDescriptor(file: string): unknown {
  return JSON.parse(readFileSync(sharedFile('corpus/descriptors', file), 'utf8').replace(/^\ufeff/, ''));
}

/** The descriptors for Jira that are JSON. */
function readCorpus(): readonly Corpus[] {
  const [, ...lines] = readFileSync(sharedFile('corpus/descriptors.tsv'), 'utf8').trim().split('\n');
  return lines
    .map((line) => line.split('\t'))
    .filter(([, , , , product, , isJson]) => product === 'jira' && isJson === 'yes')
    .map(([file = '', , , , , , , schemaValid = '']) => ({ file, schemaValid }));
}
