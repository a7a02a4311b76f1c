import { describe, expect, it } from 'vitest';
import { describeUnreachable } from './reach.ts';

const URL_OF_SITE = 'https://x.atlassian.net/rest/plugins/1.0/?token=abc';
const failed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('why'), { code }) });

describe('what a person is told', () => {
  it.each([
    ['ENOTFOUND', /x\.atlassian\.net cannot be resolved/, /connect-kit dev/],
    ['EAI_AGAIN', /cannot be resolved/, /connect-kit dev/],
    ['ECONNREFUSED', /ECONNREFUSED/, /HTTPS_PROXY/],
    ['ENETUNREACH', /ENETUNREACH/, /connect-kit dev/],
    ['UND_ERR_CONNECT_TIMEOUT', /does not answer in time/, /connect-kit dev/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /authority that this machine does not know/, /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /authority/, /NODE_EXTRA_CA_CERTS/],
    ['CERT_HAS_EXPIRED', /no secure connection/, /certificate/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /no secure connection/, /certificate/],
  ])('%s', (code, message, step) => {
    const error = describeUnreachable(failed(code), URL_OF_SITE);
    expect(error).toMatchObject({ code: 'site-unreachable', exitCode: 3, where: 'https://x.atlassian.net' });
    expect(error.message).toMatch(message);
    expect(error.message).toContain(code);
    expect(error.nextSteps.join('\n')).toMatch(step);
  });

  it('leads to the dev instance where that does not run', () => {
    const error = describeUnreachable(failed('ECONNREFUSED'), 'http://localhost:2990/rest');
    expect(error.message).toMatch(/nothing listens at localhost:2990/);
    expect(error.nextSteps.join()).toMatch(/instance start/);
  });

  it('knows a request that took too long', () => {
    const late = Object.assign(new Error('late'), { name: 'TimeoutError' });
    expect(describeUnreachable(late, URL_OF_SITE).message).toMatch(/in time/);
  });
});

describe('the proxy', () => {
  const env = { HTTPS_PROXY: 'http://me:geheim@proxy.corp:3128' };

  it('is named, without its password', () => {
    const { message, nextSteps } = describeUnreachable(failed('ECONNREFUSED'), URL_OF_SITE, env);
    expect(message).toContain('through http://proxy.corp:3128 (HTTPS_PROXY)');
    expect(nextSteps.join()).toContain('NO_PROXY');
    expect(message).not.toContain('geheim');
  });

  it('wants credentials', () => {
    const cause = new Error('Proxy response (407) !== 200 when HTTP Tunneling');
    const error = describeUnreachable(new TypeError('fetch failed', { cause }), URL_OF_SITE, env);
    expect(error.message).toMatch(/who asks \(407\)/);
    expect(error.nextSteps.join()).toContain('HTTPS_PROXY');
  });

  it.each([
    [{ ...env, NO_PROXY: '*' }],
    [{ ...env, no_proxy: 'localhost, .atlassian.net' }],
    [{ ...env, NO_PROXY: 'x.atlassian.net:443' }],
    [{ HTTP_PROXY: '' }],
    [{}],
  ])('is not blamed when it is not asked: %j', (variables) => {
    expect(describeUnreachable(failed('ECONNREFUSED'), URL_OF_SITE, variables).message).not.toContain(
      'through',
    );
  });

  it('is none of loopback', () => {
    const url = 'http://localhost:2990/';
    const error = describeUnreachable(failed('ECONNREFUSED'), url, { HTTP_PROXY: 'http://proxy:1' });
    expect(error.message).not.toContain('proxy');
  });
});
