import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDiagnostic, createReportContext, createSource } from '../../test/support/report-samples.ts';
import { packageFile } from '../core/package-root.ts';
import type { CheckedSource } from './formatter.ts';
import { formatSarif } from './sarif.ts';

const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
ajv.addFormat('uri', (text) => URL.canParse(text));
ajv.addFormat('uri-reference', isUriReference);
ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)));
const validate = ajv.compile(
  JSON.parse(readFileSync(packageFile('test/fixtures/report-schemas/sarif-2.1.0.json'), 'utf8')),
);

/** RFC 3986: the characters that a URI may hold, and no colon in the first segment of a relative one. */
function isUriReference(text: string): boolean {
  return (
    /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/.test(text) &&
    (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) || !/^[^/?#]*:/.test(text))
  );
}

const context = createReportContext();

function run(sources: readonly CheckedSource[], overrides = {}) {
  const log = JSON.parse(formatSarif(sources, createReportContext(overrides)));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0];
}

const FIX = {
  title: 'Mend it',
  edits: [
    { offset: 4, length: 2, text: '' },
    { offset: 9, length: 0, text: 'x' },
  ],
};

test('agrees with the published schema, with and without findings', () => {
  const sources = [
    createSource({
      diagnostics: [createDiagnostic({ hint: 'Do it.', fix: FIX }), createDiagnostic({ pointer: '' })],
    }),
    createSource({ source: '<stdin>' }),
    createSource({ source: 'https://example.com/a b?c=d', diagnostics: [createDiagnostic({ fix: FIX })] }),
    createSource({ source: '../elsewhere/a b.json' }),
  ];
  expect(run(sources).results).toHaveLength(5);
  expect(run([]).results).toEqual([]);
});

test('describes the tool and its rules', () => {
  const { driver } = run([]).tool;
  expect(driver).toMatchObject({ name: 'connect-kit', version: '1.2.3', informationUri: expect.any(String) });
  expect(driver.rules[2]).toMatchObject({
    id: 'scopes/unused',
    shortDescription: { text: 'Scopes are used.' },
    helpUri: 'https://unpkg.com/connect-kit@1.2.3/docs/rules/scopes/unused.md',
    defaultConfiguration: { level: 'warning' },
  });
});

test('says what was found where, and how to mend it', () => {
  const diagnostic = createDiagnostic({ hint: 'Do it.', severity: 'info', fix: FIX });
  const [result] = run([createSource({ diagnostics: [diagnostic] })]).results;
  const artifactLocation = { uri: 'a.json', uriBaseId: '%SRCROOT%' };
  expect(result).toMatchObject({
    ruleId: 'schema/type',
    ruleIndex: 1,
    level: 'note',
    message: { text: 'It is wrong. Do it.' },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          region: { startLine: 2, startColumn: 6, endLine: 2, endColumn: 9 },
        },
        logicalLocations: [{ fullyQualifiedName: '/b' }],
      },
    ],
    fixes: [
      {
        description: { text: 'Mend it' },
        artifactChanges: [
          {
            artifactLocation,
            replacements: [
              { deletedRegion: { charOffset: 4, charLength: 2 } },
              { deletedRegion: { charOffset: 9, charLength: 0 }, insertedContent: { text: 'x' } },
            ],
          },
        ],
      },
    ],
  });
});

test('leaves the index out where the rule is not among those that ran', () => {
  const [result] = run([createSource()], { rules: [] }).results;
  expect(result).toMatchObject({ ruleId: 'schema/type' });
  expect(result).not.toHaveProperty('ruleIndex');
});

describe('names', () => {
  const locationOf = (source: string, overrides = {}) =>
    run([createSource({ source })], overrides).results[0].locations[0].physicalLocation.artifactLocation;

  test.each([
    ['sub folder/ä#?%.json', 'sub%20folder/%C3%A4%23%3F%25.json'],
    ['a:b.json', 'a%3Ab.json'],
  ])('a file below the root by its path, encoded: %s', (source, uri) => {
    expect(locationOf(source)).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });

  test('a file from the root of the checkout, wherever the command runs', () => {
    expect(locationOf('a.json', { cwd: '/repo/addon', root: '/repo' }).uri).toBe('addon/a.json');
  });

  test('a file elsewhere, a URL and standard input by URIs of their own', () => {
    expect(locationOf('../x y.json')).toEqual({ uri: 'file:///work/x%20y.json' });
    expect(locationOf('https://example.com/d')).toEqual({ uri: 'https://example.com/d' });
    expect(locationOf('<stdin>')).toMatchObject({ uri: 'stdin:' });
  });

  test('any file so that it can be found again', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^/\0]{1,20}$/), (name) => {
        fc.pre(name !== '.' && name !== '..' && name.isWellFormed());
        const { uri } = locationOf(`x/${name}`);
        expect(isUriReference(uri)).toBe(true);
        expect(decodeURIComponent(uri)).toBe(`x/${name}`);
      }),
    );
  });
});

test('recognises a finding after lines have moved, and tells equal ones apart', () => {
  const moved = createDiagnostic({ range: { start: { line: 7, column: 1 }, end: { line: 7, column: 4 } } });
  const fingerprints = (sources: readonly CheckedSource[]): unknown[] =>
    run(sources).results.map((result: { partialFingerprints: unknown }) => result.partialFingerprints);
  const [before] = fingerprints([createSource()]);
  const [after, again] = fingerprints([createSource({ diagnostics: [moved, moved] })]);
  expect(after).toEqual(before);
  expect(again).not.toEqual(before);
});

test('is the same text for the same findings', () => {
  expect(formatSarif([createSource()], context)).toBe(formatSarif([createSource()], context));
});
