import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { createDiagnostic, createReportContext, createSource } from '../../test/support/report-samples.ts';
import { formatCheckstyle } from './checkstyle.ts';

test('has a file for each source and an error for each finding', () => {
  const elements: unknown[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => elements.push([name, { ...attributes }]));
  const diagnostics = [createDiagnostic({ message: 'Not <this> & "that".', hint: 'Do it.' })];
  const sources = [
    createSource({ diagnostics }),
    createSource({ source: 'sub/b.json', valid: true, diagnostics: [] }),
  ];
  parser.write(formatCheckstyle(sources, createReportContext())).close();
  expect(elements).toEqual([
    ['checkstyle', { version: '4.3' }],
    ['file', { name: 'a.json' }],
    [
      'error',
      {
        line: '2',
        column: '6',
        severity: 'error',
        message: 'Not <this> & "that". Do it.',
        source: 'connect-kit.schema/type',
      },
    ],
    ['file', { name: 'sub/b.json' }],
  ]);
});
