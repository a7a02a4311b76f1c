import type { People } from '../people/people.ts';
import { type Authentication, unauthorized } from './caller.ts';

/** A person by e-mail address or name, and password or API token. */
export function authenticateByPassword(
  authorization: string,
  { people }: { readonly people: People },
): Authentication {
  const encoded = /^Basic\s+(.+)$/i.exec(authorization)?.[1];
  const [, name, secret] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  const person =
    name === undefined || secret === undefined ? undefined : people.authenticateProgram(name, secret);
  return person === undefined
    ? unauthorized('signature-mismatch', 'Basic authentication with wrong credentials.')
    : { caller: { kind: 'person', person, via: undefined }, verdict: null, addonKey: null };
}
