import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { UsageError } from '../../core/errors.ts';
import { placeIn } from './find-config.ts';
import { readConfig } from './read-config.ts';

async function read(text: string, name = 'connect-kit.config.json') {
  const folder = await createTempDir();
  const file = path.join(folder, name);
  await writeFile(file, text);
  return readConfig(placeIn(file), folder);
}

test('reads what belongs to this command, each setting with its place', async () => {
  const config = await read(`\ufeff{
  // Known by heart.
  "another": { "port": 1 },
  "validate": {
    "files": ["a", "!b"],
    "product": "confluence",
    "rules": { "scopes/*": "off" },
    "failOn": "warning",
    "maxWarnings": 0,
    "baseline": "known.json",
    "set": { "localBaseUrl": "https://x" },
    "formats": ["pretty",
      "sarif=a"],
  }
}`);
  const name = '/validate/rules';
  expect(config).toMatchObject({
    folder: path.dirname(config.file),
    files: ['a', '!b'],
    product: 'confluence',
    rules: [{ value: { pattern: 'scopes/*', level: 'off' }, name, where: 'connect-kit.config.json:7:16' }],
    failOn: 'warning',
    maxWarnings: 0,
    baseline: 'known.json',
    set: { localBaseUrl: 'https://x' },
    formats: [
      { value: 'pretty', name: '/validate/formats/0', where: 'connect-kit.config.json:12:17' },
      { value: 'sarif=a', name: '/validate/formats/1', where: 'connect-kit.config.json:13:7' },
    ],
  });
});

test('leaves out what is left out', async () => {
  expect(await read('{}')).toMatchObject({
    files: undefined,
    product: undefined,
    rules: [],
    failOn: undefined,
    maxWarnings: undefined,
    baseline: undefined,
    set: {},
    formats: [],
  });
});

test('reads the key of a package.json, and points into it', async () => {
  const text = '{\n  "name": "x",\n  "connect-kit": {\n    "validate": { "formats": ["json"] }\n  }\n}';
  const { formats } = await read(text, 'package.json');
  expect(formats).toEqual([
    { value: 'json', name: '/connect-kit/validate/formats/0', where: 'package.json:4:31' },
  ]);
});

describe('says what is wrong, where, and what was meant', () => {
  test.each([
    [
      '{ "validate": { "failOn": "warn" } }',
      '/validate/failOn cannot be "warn".',
      ':1:27',
      'Did you mean "warning"?',
    ],
    [
      '{\n "validate": {\n  "fail": 1 } }',
      '/validate has no setting "fail".',
      ':3:3',
      'Did you mean "failOn"?',
    ],
    ['{ "a": 1,\n  "a": 2 }', 'The key "a" stands in its object already.', ':2:3', undefined],
    ['{ "validate": }', 'This is not JSON: value expected.', ':1:15', undefined],
    ['', 'This is not JSON: value expected.', ':1:1', undefined],
    ['[]', 'The configuration must be an object, not a list.', ':1:1', undefined],
  ])('%s', async (text, message, place, step) => {
    const error = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({
      message: expect.stringContaining(message),
      where: `connect-kit.config.json${place}`,
      nextSteps: step === undefined ? [] : [expect.stringContaining(step)],
    });
  });

  test('in a package.json, from its root on', async () => {
    const text = '{ "connect-kit": { "validate": { "maxWarnings": "3" } } }';
    await expect(read(text, 'package.json')).rejects.toThrow(
      expect.objectContaining({
        message: '/connect-kit/validate/maxWarnings must be a whole number, not a text.',
        where: 'package.json:1:49',
      }),
    );
  });

  test('of all that is wrong', async () => {
    await expect(read('{ "validate": { "failOn": "x", "files": 1 } }')).rejects.toThrow(
      expect.objectContaining({
        nextSteps: [
          expect.any(String),
          'Also at connect-kit.config.json:1:41: /validate/files must be a list, not a number.',
        ],
      }),
    );
  });

  test('of a package.json without the key', async () => {
    await expect(read('{ "name": "x" }', 'package.json')).rejects.toThrow('package.json has no connect-kit.');
  });

  test('of a file that is not there', async () => {
    const folder = await createTempDir();
    const missing = readConfig({ file: path.join(folder, 'x.json'), pointer: '' }, folder);
    await expect(missing).rejects.toThrow('The configuration x.json cannot be read: there is no such file.');
  });
});
