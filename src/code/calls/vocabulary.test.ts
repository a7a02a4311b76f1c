import { expect, test } from 'vitest';
import { methodInName } from './vocabulary.ts';

test.each([
  ['get', 'GET'],
  ['PUT', 'PUT'],
  ['del', 'DELETE'],
  ['getForObject', 'GET'],
  ['postForEntity', 'POST'],
  ['PostAsJsonAsync', 'POST'],
  ['GetFromJsonAsync', 'GET'],
  ['HttpDelete', 'DELETE'],
  ['RESTGetRaw', 'GET'],
  ['http_put', 'PUT'],
  ['jiraPatch', 'PATCH'],
  // What says more than that is something else.
  ['getIssue', undefined],
  ['deleteOldPosts', undefined],
  ['getOrPost', undefined],
  ['target', undefined],
  ['request', undefined],
  ['widget', undefined],
])('a function called %s sends %s', (name, method) => {
  expect(methodInName(name)).toBe(method);
});
