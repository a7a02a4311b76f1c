import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createQueryHash } from '../src/connect/query-hash.ts';

/** Hashes that Atlassian's own library makes of these requests. */
const KNOWN: readonly (readonly [method: string, target: string, hash: string])[] = [
  [
    'get',
    '/rest/api/3/issue/ABC-1?fields=summary,status&expand=names',
    'eb37fd06822ea681ba2673a84803a10d0952755bad54099c6784c235ba5296f6',
  ],
  ['GET', '/a/b/?x=1', '1494a5cd08c7d479e4c716b39ce43cb894f96940856c990e4bf7c101a92da6f4'],
  ['GET', '/a/b//?x=1', '252befc8db3857388b73b333fdbed8ce9ba1a43c9198e9e127c9a756b4cd689f'],
  ['GET', '/a&b/c?x=1', '1c7a242dff07e32ca4c1685c0612718b5110276a3aa9a2f46a58d10fe007c9b3'],
  ['GET', '/a%26b/c%20d?x=1', '2f455146b970b37833839ca4044a6baebee52b2d4aa76017b724d150ce5b1964'],
  [
    'GET',
    '/p?b=1&B=2&a=3&A=4&_=5&~=6&-=7',
    'dfc5a35fdb8aec12854ee46ff58de2c669be49e8fba0cd7965ad1be0ddbab1eb',
  ],
  ['GET', '/p?q=a+b%2Bc%20d', '30da6d3d5b178db5eee0a384d9995fbc0dd723761ff5b1f0b6d3862d07f36bf9'],
  ['GET', '/p?q=%21%27%28%29%2A~-._', 'a0ae89aba8954134a1ba381debcfe59930d0ce70fe337b4e62a9ea6fd58bdd80'],
  ['GET', '/p?q=%C3%A9%F0%9F%98%80', '60013900a4d3768fa40ef63f3ef0a57b9f90e3e7b4ed1b505805037b10c2b982'],
  ['GET', '/p?empty=&noeq&x=1', '007d877924b5eab9e329eeede7ce7963a65586186dbd749a9236cf49051a515b'],
  ['GET', '/p?r=b&r=a&r=A&r=', 'd2d66d1cb1952515471efac8b25c15ced8c485ec9860e8fc86f2a508af494734'],
  ['GET', '/p?r=a%2Cb&r=c', '3c4944fe00b8f896cca8970e60ba398192a3e2a713ba8cbf9b1582c9ba1607b4'],
  ['GET', '/p?=v&x=1', '430adf9db53d9c35a97a84f771866067919355ce8b0c6cf5c2d11458e23ab396'],
  ['GET', '/p', 'e030e335214d9fa26bc54ea460ca18f9e8bd5484997034993526a036119aaeb4'],
  ['POST', '/installed?user_key=admin', '4ca63d01ffaa235e9fa8120df4f05e94102cad01d9cfb0c9653ca583543556c9'],
];

for (const [method, target, hash] of KNOWN) {
  test(`hashes ${method} ${target} as Atlassian does`, async () => {
    assert.equal(await createQueryHash(method, target), hash);
  });
}

test('leaves out the token and the path of the base URL', async () => {
  const signed = '/hello?lic=none&cp=%2Fjira';
  const sent = '/ac/hello?lic=none&cp=%2Fjira&jwt=abc';
  assert.equal(await createQueryHash('GET', sent, '/ac'), await createQueryHash('GET', signed));
  assert.equal(await createQueryHash('GET', '/ac', '/ac'), await createQueryHash('GET', '/'));
});

test('takes a path for what it is when it only begins like the base URL', async () => {
  assert.equal(await createQueryHash('GET', '/acme/x', '/ac'), await createQueryHash('GET', '/acme/x'));
});
