import { expect, test } from 'vitest';
import { readOutputs } from './outputs.ts';

function read(...values: readonly string[]) {
  return readOutputs(
    values.map((value) => ({ value, name: '--format' })),
    '/base',
  );
}

test('reads formats and their files', () => {
  expect(read('pretty', 'sarif=out/report.sarif', 'junit=/tmp/a b=c.xml')).toEqual([
    { format: 'pretty', file: undefined },
    { format: 'sarif', file: { name: 'out/report.sarif', path: '/base/out/report.sarif' } },
    { format: 'junit', file: { name: '/tmp/a b=c.xml', path: '/tmp/a b=c.xml' } },
  ]);
});

test.each([
  [['xml'], '--format: there is no format "xml".', 'Formats are pretty'],
  [['serif=a'], 'there is no format "serif"', 'Did you mean sarif?'],
  [['sarif='], 'behind sarif= the name of a file is missing', 'Write sarif=path/to/report'],
  [['pretty', 'json'], 'two reports, pretty and json, would go to stdout', 'to a file of its own'],
  [['json=a', 'sarif=./a'], 'two reports, json and sarif, would go to ./a', 'to a file of its own'],
])('refuses %j', (values, message, step) => {
  expect(() => read(...values)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining(message),
      nextSteps: expect.arrayContaining([expect.stringContaining(step)]),
    }),
  );
});

test('points at where a setting stands', () => {
  const setting = { value: 'xml', name: '/validate/formats/0', where: 'connect-kit.config.json:3:16' };
  expect(() => readOutputs([setting], '/base')).toThrow(
    expect.objectContaining({ where: 'connect-kit.config.json:3:16' }),
  );
});
