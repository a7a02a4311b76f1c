import { expect, it } from 'vitest';
import { openSiteDatabase } from '../store/site-database.ts';
import { IssuedSecrets } from './issued-secrets.ts';

it('knows again every secret that it has made, wherever it stands in a text', () => {
  const secrets = new IssuedSecrets(openSiteDatabase());
  const [first, second] = [secrets.issue(), secrets.issue()];
  expect(first).not.toBe(second);
  expect(first).toMatch(/^[\w-]{64}$/);
  expect(secrets.redact(`a ${first} b '${second}',${first}`)).toBe("a [redacted] b '[redacted]',[redacted]");
  expect(secrets.redact('nothing to hide')).toBe('nothing to hide');
});
