import type { HmacAlgorithm } from '../algorithms.ts';
import { signHmac } from '../signature.ts';

/** A shared secret and what it is called in messages, such as the file that it is from. */
export interface NamedSecret {
  readonly name: string;
  readonly secret: string;
}

/** What a token was signed with, instead of the secret that was expected. */
export type SecretFinding =
  | { readonly outcome: 'other-secret'; readonly name: string }
  | { readonly outcome: 'other-form'; readonly form: string }
  | { readonly outcome: 'unknown' };

/** What becomes of a secret on its way through files, forms and configuration. */
const FORMS: readonly { readonly form: string; readonly rewrite: (secret: string) => string | Uint8Array }[] =
  [
    { form: 'the secret with a line break after it', rewrite: (secret) => `${secret}\n` },
    { form: 'the secret with CR LF after it', rewrite: (secret) => `${secret}\r\n` },
    { form: 'the secret without the white space around it', rewrite: (secret) => secret.trim() },
    { form: 'the secret with double quotes around it', rewrite: (secret) => `"${secret}"` },
    {
      form: 'the secret without the quotes around it',
      rewrite: (secret) => secret.replace(/^(["'])(.*)\1$/s, '$2'),
    },
    { form: 'the secret decoded from Base64', rewrite: (secret) => Buffer.from(secret, 'base64') },
    { form: 'the secret decoded from hexadecimal', rewrite: (secret) => Buffer.from(secret, 'hex') },
    { form: 'the secret encoded in Base64', rewrite: (secret) => Buffer.from(secret).toString('base64') },
  ];

/**
 * Finds out what signed a token whose signature is wrong: one of the other secrets at hand, or the expected one in
 * another form.
 * @param token in compact serialisation, of the expected algorithm
 */
export function findSigningSecret(
  token: string,
  { algorithm, secret }: { readonly algorithm: HmacAlgorithm; readonly secret: string },
  others: readonly NamedSecret[],
): SecretFinding {
  const end = token.lastIndexOf('.');
  const input = token.slice(0, end);
  const isSignedWith = (candidate: string | Uint8Array) =>
    candidate.length > 0 && signHmac(algorithm, input, candidate) === token.slice(end + 1);
  const other = others.find((one) => isSignedWith(one.secret));
  if (other !== undefined) return { outcome: 'other-secret', name: other.name };
  const form = FORMS.find(({ rewrite }) => isSignedWith(rewrite(secret)))?.form;
  return form === undefined ? { outcome: 'unknown' } : { outcome: 'other-form', form };
}
