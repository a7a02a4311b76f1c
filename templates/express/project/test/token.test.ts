import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOf } from '../src/connect/token.ts';

test('hashes a request below the path of the base URL', () => {
  const url =
    '/ac/hello?lic=none&cp=%2Fjira&xdm_e=https%3A%2F%2Fx.atlassian.net&xdm_c=channel-a__b&cv=1.0&jwt=abc';
  const hash = 'fe7e53942d0bac78eb8338ecfa929aebf88bab661ead9628979aa80746f66163';
  assert.equal(hashOf('GET', url, '/ac'), hash);
  assert.equal(hashOf('get', url.slice('/ac'.length), ''), hash);
});

test('takes a path for what it is when it only begins like the base URL', () => {
  assert.equal(hashOf('GET', '/acme/x', '/ac'), hashOf('GET', '/acme/x', ''));
  assert.notEqual(hashOf('GET', '/acme/x', '/ac'), hashOf('GET', '/me/x', ''));
});

test('hashes the query as it was sent', () => {
  assert.equal(
    hashOf('GET', '/p?r=a%2Cb&r=c', ''),
    '3c4944fe00b8f896cca8970e60ba398192a3e2a713ba8cbf9b1582c9ba1607b4',
  );
  assert.notEqual(hashOf('GET', '/p?a[b]=1', ''), hashOf('GET', '/p?a=1', ''));
});
