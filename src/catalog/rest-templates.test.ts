import { describe, expect, it } from 'vitest';
import { listRestOperations } from './rest-operations.ts';
import { closestRestPath, restOperationsAt, restOperationsFrom } from './rest-templates.ts';

const shown = (operations: ReturnType<typeof restOperationsAt>) =>
  operations.map(({ method, path }) => `${method} ${path}`).toSorted();

describe('restOperationsAt', () => {
  it.each<[string, readonly string[]]>([
    [
      '/rest/api/3/issue/DEMO-1/votes',
      ['DELETE', 'GET', 'POST'].map((one) => `${one} /rest/api/3/issue/{issueIdOrKey}/votes`),
    ],
    [
      '/rest/api/latest/issue/{}/votes/',
      ['DELETE', 'GET', 'POST'].map((one) => `${one} /rest/api/3/issue/{issueIdOrKey}/votes`),
    ],
    // What is written out wins over a parameter, method by method.
    [
      '/rest/api/2/issue/createmeta',
      [
        'DELETE /rest/api/3/issue/{issueIdOrKey}',
        'GET /rest/api/3/issue/createmeta',
        'PUT /rest/api/3/issue/{issueIdOrKey}',
      ],
    ],
    // What is not known is a parameter where there can be one, and any word where there cannot.
    [
      '/rest/api/3/issue/{}',
      ['DELETE', 'GET', 'PUT'].map((one) => `${one} /rest/api/3/issue/{issueIdOrKey}`),
    ],
    [
      '/rest/api/3/issue/DEMO-{}',
      ['DELETE', 'GET', 'PUT'].map((one) => `${one} /rest/api/3/issue/{issueIdOrKey}`),
    ],
    ['/rest/api/{}/serverInfo', ['GET /rest/api/3/serverInfo']],
    ['/rest/api/3/server{}', ['GET /rest/api/3/serverInfo']],
    ['/rest/api/3/{}Info', ['GET /rest/api/3/serverInfo']],
    ['/rest/agile/latest/board', ['GET /rest/agile/1.0/board', 'POST /rest/agile/1.0/board']],
    ['/rest/api/3/nonsense', []],
    ['/rest/api/3', []],
    ['', []],
  ])('%s', (path, expected) => {
    expect(shown(restOperationsAt(path))).toEqual(expected);
  });

  it('finds every operation of the catalogue, also when its parameters are not known', () => {
    for (const operation of listRestOperations()) {
      const path = operation.path.replaceAll(/\{[^}]+\}/g, '{}');
      expect(restOperationsAt(path)).toContainEqual(operation);
    }
  });
});

describe('restOperationsFrom', () => {
  it('has what is at a path and below it', () => {
    expect(shown(restOperationsFrom('/rest/agile/1.0/epic/{}/issue'))).toEqual([
      'GET /rest/agile/1.0/epic/none/issue',
      'GET /rest/agile/1.0/epic/{epicIdOrKey}/issue',
      'POST /rest/agile/1.0/epic/none/issue',
      'POST /rest/agile/1.0/epic/{epicIdOrKey}/issue',
    ]);
    expect(restOperationsFrom('/rest/agile/1.0').length).toBeGreaterThan(40);
    expect(restOperationsFrom('/rest/nonsense')).toEqual([]);
  });
});

describe('closestRestPath', () => {
  it.each([
    ['/rest/api/3/isue/{}/comment', '/rest/api/3/issue/{issueIdOrKey}/comment'],
    ['/rest/api/2/issue/DEMO-1/comments', '/rest/api/3/issue/{issueIdOrKey}/comment'],
    ['/wiki/rest/api/contents', '/wiki/rest/api/content'],
    ['/rest/api/3/nonsense', undefined],
    ['/rest/api/3/nonsense/{}/nothing', undefined],
  ])('%s: %s', (path, expected) => {
    expect(closestRestPath(path)).toBe(expected);
  });
});
