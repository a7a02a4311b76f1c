import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDiagnostic, createReportContext, createSource } from '../../test/support/report-samples.ts';
import { formatGithub } from './github.ts';

const context = createReportContext();

test('annotates a place in a file, and ends with the counts', () => {
  const source = createSource({ diagnostics: [createDiagnostic({ hint: 'Do it.' })] });
  expect(formatGithub([source], context)).toBe(
    '::error file=a.json,line=2,endLine=2,col=6,endColumn=9,title=schema/type::It is wrong.%0ADo it.\n' +
      '1 error found in 1 descriptor.\n',
  );
});

test('names files from the root of the checkout', () => {
  const inRepository = createReportContext({ cwd: '/repo/my addon', root: '/repo' });
  expect(formatGithub([createSource()], inRepository)).toContain('::error file=my addon/a.json,line=2,');
});

test('leaves columns out where a finding has several lines', () => {
  const range = { start: { line: 1, column: 3 }, end: { line: 4, column: 2 } };
  const source = createSource({ diagnostics: [createDiagnostic({ range, severity: 'info' })] });
  expect(formatGithub([source], context)).toContain(
    '::notice file=a.json,line=1,endLine=4,title=schema/type::',
  );
});

test('puts the place into the message where there is no file to annotate', () => {
  const sources = [createSource({ source: '<stdin>' }), createSource({ source: 'https://x.com/d' })];
  const [stdin, url] = formatGithub(sources, context).split('\n');
  expect(stdin).toBe('::error title=schema/type::<stdin>:2:6 It is wrong.');
  expect(url).toBe('::error title=schema/type::https://x.com/d:2:6 It is wrong.');
});

test('says so when GitHub will not show all', () => {
  const diagnostics = Array.from({ length: 11 }, () => createDiagnostic({ severity: 'warning' }));
  expect(formatGithub([createSource({ diagnostics })], context)).toContain(
    '\n11 warnings found in 1 descriptor. GitHub annotates 10 of each level',
  );
  expect(formatGithub([], context)).toBe('Nothing found in 0 descriptors.\n');
});

describe('whatever a text holds', () => {
  test('the runner reads it back, on one line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).map((text) => `${text}%0A,:\r\n::`),
        fc.string({ unit: 'binary' }),
        (message, name) => {
          const file = `${name.replaceAll('/', '_')}%2C,=:.json`;
          const source = createSource({ source: file, diagnostics: [createDiagnostic({ message })] });
          const [line = '', ...rest] = formatGithub([source], context).split('\n');
          expect(rest).toHaveLength(2);
          const command = readCommand(line);
          expect(command.data).toBe(
            message.replaceAll('\t', ' ').replace(/(?![\r\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '·'),
          );
          expect(command.properties['title']).toBe('schema/type');
          expect(command.properties['file']).toBe(file);
        },
      ),
    );
  });
});

/** Reads a command the way that the documentation tells, and GitHub's runner does. */
function readCommand(line: string) {
  const [, name, properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
  const decode = (text: string) =>
    text.replace(/%(0D|0A|3A|2C|25)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const entries = properties.split(',').map((property) => {
    const [key = '', ...value] = property.split('=');
    return [key, decode(value.join('='))];
  });
  return { name, properties: Object.fromEntries(entries), data: decode(data) };
}
