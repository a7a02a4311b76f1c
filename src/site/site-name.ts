import { UsageError } from '../core/errors.ts';
import { EMBEDDED } from './embedded.ts';

/** No dots or colons, so that no name looks like an address; lower case, since some file systems know no other. */
const NAME = /^[a-z\d][a-z\d_-]{0,63}$/;

/** @throws {UsageError} for what cannot be the name of a site */
export function checkName(name: string): void {
  if (name === EMBEDDED) {
    throw new UsageError('site-name-reserved', `${EMBEDDED} is the dev instance that runs in the folder.`, {
      nextSteps: ['Take another name.'],
    });
  }
  if (NAME.test(name)) return;
  throw new UsageError('site-name-invalid', `${JSON.stringify(name)} cannot be the name of a site.`, {
    nextSteps: ['Take lower-case letters, digits, "-" and "_", at most 64 of them.'],
  });
}

/** The first part of the host's name: `acme` of `https://acme.atlassian.net`. */
export function suggestName(origin: string): string {
  const { hostname } = new URL(origin);
  const [label = ''] = /^[\d.]+$|^\[/.test(hostname) ? ['site'] : hostname.split('.');
  return NAME.test(label) && label !== EMBEDDED ? label : 'site';
}
