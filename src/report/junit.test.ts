import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { createDiagnostic, createReportContext, createSource } from '../../test/support/report-samples.ts';
import { packageFile } from '../core/package-root.ts';
import { formatJunit } from './junit.ts';

const schema = readFileSync(packageFile('test/fixtures/report-schemas/jenkins-junit.xsd'), 'utf8');

const context = createReportContext();
const warning = createDiagnostic({ severity: 'warning', ruleId: 'scopes/unused', pointer: '/scopes/0' });

test('is what Jenkins reads', async () => {
  const hostile = createDiagnostic({
    message: '<![CDATA[ & "\u0000" \u001b ]]>',
    hint: "'<b>'",
    pointer: '',
  });
  const sources = [
    createSource({ diagnostics: [createDiagnostic(), warning, hostile] }),
    createSource({ source: 'b & "c".json', valid: true, diagnostics: [] }),
    createSource({ source: '<stdin>' }),
    createSource({ source: 'https://example.com/?a=1&b=2' }),
  ];
  for (const xml of [formatJunit(sources, context), formatJunit([], context)]) {
    const { valid, errors } = await validateXML({ xml, schema });
    expect(errors.map(({ rawMessage }) => rawMessage)).toEqual([]);
    expect(valid).toBe(true);
  }
});

test('has a failing case for a finding that makes the run fail, and a passing one for others', () => {
  const xml = formatJunit([createSource({ diagnostics: [createDiagnostic(), warning] })], context);
  expect(xml).toContain('<testsuite name="a.json" tests="2" failures="1" errors="0" skipped="0">');
  expect(xml).toContain(
    `    <testcase name="schema/type /b" classname="a">
      <failure message="It is wrong." type="error">a.json:2:6 error It is wrong.
https://unpkg.com/connect-kit@1.2.3/docs/rules/schema/type.md</failure>
    </testcase>
    <testcase name="scopes/unused /scopes/0" classname="a">
      <system-out>a.json:2:6 warning It is wrong.
`,
  );
});

test.each([
  ['never', 0],
  ['warning', 2],
  ['info', 3],
] as const)('with --fail-on %s, %d of three findings fail', (failOn, failures) => {
  const diagnostics = [createDiagnostic(), warning, createDiagnostic({ severity: 'info' })];
  const xml = formatJunit([createSource({ diagnostics })], createReportContext({ failOn }));
  expect(xml).toContain(`tests="3" failures="${failures}" errors="0">`);
  expect(xml.match(/<failure /g) ?? []).toHaveLength(failures);
});

test('has one case that passes for a source without findings', () => {
  const xml = formatJunit([createSource({ source: 'src/a.b.json', diagnostics: [] })], context);
  expect(xml).toContain('<testcase name="valid descriptor" classname="src/a_b"/>');
  expect(xml).toContain('tests="1" failures="0"');
});

test('tells cases of the same rule and place apart', () => {
  const xml = formatJunit([createSource({ diagnostics: [createDiagnostic(), createDiagnostic()] })], context);
  expect(xml).toContain('name="schema/type /b"');
  expect(xml).toContain('name="schema/type /b (2)"');
});
