/**
 * How fast connect-kit hashes requests, signs and verifies, as ratios to the libraries that add-ons use, in one
 * process. Rounds are interleaved, so that a busy moment strikes everyone alike, and medians are compared.
 *
 * Usage: node bench/jwt.mjs [rounds] — 41 unless given. Build first. It never fails because of a time.
 */
import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import * as atlassian from '@atlassian/atlassian-jwt';
import jsonwebtoken from 'jsonwebtoken';
import { createQueryStringHash, signToken, verifyToken } from '../dist/index.js';
import { median, printTable } from './table.mjs';

const rounds = Number(process.argv[2] ?? 41);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('error rounds must be a positive whole number');
  process.exit(2);
}

/** What add-ons meet: pages and webhooks that come in, REST calls that go out. */
const REQUESTS = {
  'a page in an iframe': {
    method: 'GET',
    url: 'https://app.example.com/ac/hello?lic=none&cp=%2Fjira&xdm_e=https%3A%2F%2Fx.atlassian.net&xdm_c=channel-a__b&cv=1001.0.0-SNAPSHOT&issueKey=ABC-1',
    baseUrl: 'https://app.example.com/ac',
  },
  'a webhook': {
    method: 'POST',
    url: 'https://app.example.com/ac/issue-updated',
    baseUrl: 'https://app.example.com/ac',
  },
  'a REST call': { method: 'GET', url: '/rest/api/3/issue/ABC-1?fields=summary%2Cstatus&expand=names' },
  'a search by JQL': {
    method: 'GET',
    url: '/rest/api/3/search?jql=project%20%3D%20%22ABC%22%20AND%20status%20%21%3D%20Done&maxResults=50',
  },
};
const SECRET = 'kSW8tRBlWnE2rRdGOn_4e8zXgF2sRmwzq1HUIQvZ-dMUkzkX1a2uYb0Tq3oDcJ7s';
const PARSED_SECRET = createSecretKey(Buffer.from(SECRET));
const ISSUER = 'com.example.my-addon';
const now = Date.now();
const iat = Math.floor(now / 1000);
const request = REQUESTS['a REST call'];
const claims = { iss: ISSUER, iat, exp: iat + 180, qsh: createQueryStringHash(request) };
const token = await signToken(claims, { algorithm: 'HS256', secret: SECRET });
const key = { algorithm: 'HS256', secret: SECRET };

await checkAgreement();
console.log(`Node ${process.version}, ${rounds} interleaved rounds; ratio: time of the peer to ours\n`);
await compareHashes();
console.log('\njsonwebtoken has its secret as a parsed key, which is its fast way.\n');
await compareTokens();

async function compareHashes() {
  const rows = [];
  for (const [name, one] of Object.entries(REQUESTS)) {
    const [ours, theirs] = await measure([() => createQueryStringHash(one), () => atlassianHash(one)]);
    rows.push([`hash of ${name}`, ...inMicroseconds(ours, theirs), ...verdict(theirs / ours, 5)]);
  }
  const all = Object.values(REQUESTS);
  const [ours, theirs] = await measure([
    () => all.forEach(createQueryStringHash),
    () => all.forEach(atlassianHash),
  ]);
  rows.push(['all four', ...inMicroseconds(ours, theirs), ...verdict(theirs / ours, 5)]);
  printTable([['', 'connect-kit', 'atlassian-jwt', 'ratio', 'aim', ''], ...rows]);
}

/**
 * jsonwebtoken makes the checks that connect-kit makes. atlassian-jwt looks at signature and algorithm only and does not
 * compare in constant time; expiry and issuer are compared by hand here, which leaves types and `nbf` out.
 */
async function compareTokens() {
  const peers = {
    'sign, HS256': [
      () => signToken(claims, key),
      () => atlassian.encodeSymmetric(claims, SECRET),
      () => jsonwebtoken.sign(claims, PARSED_SECRET),
    ],
    'verify: signature, alg, times, issuer': [
      () => verifyToken(token, { key, now, issuer: ISSUER }),
      atlassianVerify,
      jsonwebtokenVerify,
    ],
    'verify: the same, and the request': [
      () => verifyToken(token, { key, now, issuer: ISSUER, request }),
      () => assert.equal(atlassianVerify().qsh, atlassianHash(request)),
      () => assert.equal(jsonwebtokenVerify().qsh, atlassianHash(request)),
    ],
  };
  const rows = [];
  for (const [name, functions] of Object.entries(peers)) {
    const times = await measure(functions);
    const [ours, byAtlassian, byJsonwebtoken] = times;
    rows.push([
      name,
      ...inMicroseconds(...times),
      (byAtlassian / ours).toFixed(2),
      ...verdict(byJsonwebtoken / ours, 1),
    ]);
  }
  const head = ['connect-kit', 'atlassian-jwt', 'jsonwebtoken', 'to atlassian-jwt', 'to jsonwebtoken', 'aim'];
  printTable([['', ...head, ''], ...rows]);
}

function atlassianHash({ method, url, baseUrl }) {
  return atlassian.createQueryStringHash(atlassian.fromMethodAndUrl(method, url), false, baseUrl);
}

function atlassianVerify() {
  const found = atlassian.decodeSymmetric(token, SECRET, atlassian.SymmetricAlgorithm.HS256);
  if (!(found.exp > now / 1000) || found.iat > now / 1000 || found.iss !== ISSUER) throw new Error('invalid');
  return found;
}

function jsonwebtokenVerify() {
  return jsonwebtoken.verify(token, PARSED_SECRET, { algorithms: ['HS256'], issuer: ISSUER });
}

/** What is compared must do the same thing. */
async function checkAgreement() {
  for (const one of Object.values(REQUESTS)) assert.equal(createQueryStringHash(one), atlassianHash(one));
  assert.equal((await verifyToken(token, { key, now, issuer: ISSUER, request })).valid, true);
  assert.deepEqual(atlassianVerify(), claims);
  assert.deepEqual(jsonwebtokenVerify(), claims);
}

/** Medians in microseconds, in the order of the functions. */
async function measure(functions) {
  const calls = 2000;
  const samples = functions.map(() => []);
  // The first rounds let the compiler do its work and are thrown away.
  for (let round = -5; round < rounds; round += 1) {
    for (const [index, call] of functions.entries()) {
      const isAsync = call() instanceof Promise;
      const started = process.hrtime.bigint();
      if (isAsync) for (let i = 0; i < calls; i += 1) await call();
      else for (let i = 0; i < calls; i += 1) call();
      if (round >= 0) samples[index].push(Number(process.hrtime.bigint() - started) / 1000 / calls);
    }
  }
  return samples.map(median);
}

function inMicroseconds(...times) {
  return times.map((time) => `${time.toFixed(2)} µs`);
}

function verdict(ratio, aim) {
  return [ratio.toFixed(2), aim.toFixed(1), ratio >= aim ? 'ok' : `missed by ${(aim - ratio).toFixed(2)}`];
}
