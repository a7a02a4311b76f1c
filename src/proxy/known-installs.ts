import { isRecord, stringAt } from '../core/json.ts';
import { REDACTED } from '../core/redact.ts';
import { issuerOf, type SecretHolder } from './judge-token.ts';

/** An install that the add-on has accepted. */
export interface KnownInstall extends SecretHolder {
  readonly clientKey: string;
  readonly product: 'jira' | 'confluence' | undefined;
}

/** Far more sites than one add-on is installed on while it is developed; whoever invents more fills no memory. */
const CAPACITY = 500;
/** What is shorter is no secret of a product, and would blank half of the log. */
const MIN_SECRET_LENGTH = 16;

/** The secrets that have passed by in installs, by the site that they are shared with. */
export class KnownInstalls {
  readonly #installs = new Map<string, KnownInstall>();
  /** Accepted or not: none of them is shown. */
  readonly #secrets = new Set<string>();

  /** Remembers the secret of an install that passes, so that it is never shown. */
  see(body: Uint8Array): void {
    const install = readInstall(body);
    if (install === undefined || install.sharedSecret.length < MIN_SECRET_LENGTH) return;
    this.#secrets.add(install.sharedSecret);
    if (this.#secrets.size > CAPACITY) this.#secrets.delete([...this.#secrets][0] ?? '');
  }

  /** Takes the secret of an install that the add-on has accepted for that of its site. */
  accept(body: Uint8Array): void {
    const install = readInstall(body);
    if (install === undefined) return;
    this.#installs.delete(install.clientKey);
    this.#installs.set(install.clientKey, install);
    if (this.#installs.size > CAPACITY) this.#installs.delete([...this.#installs.keys()][0] ?? '');
  }

  /** Tokens of the host name the client key, session tokens of an add-on its own key. */
  findByToken(token: string): readonly KnownInstall[] {
    const issuer = issuerOf(token);
    return [...this.#installs.values()].filter(
      ({ clientKey, addonKey }) => issuer === clientKey || issuer === addonKey,
    );
  }

  /** All that have passed. */
  get secrets(): readonly string[] {
    return [...this.#secrets];
  }

  /** The text with every secret blanked. */
  redact(text: string): string {
    let redacted = text;
    for (const secret of this.#secrets) redacted = redacted.replaceAll(secret, REDACTED);
    return redacted;
  }
}

/** The secret that an `installed` callback hands over; undefined for any other body. */
function readInstall(body: Uint8Array): KnownInstall | undefined {
  // Most bodies are none, and are not worth taking apart.
  if (!Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes('"sharedSecret"'))
    return undefined;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['eventType'] !== 'installed') return undefined;
  const clientKey = stringAt(value, 'clientKey');
  const addonKey = stringAt(value, 'key');
  const sharedSecret = stringAt(value, 'sharedSecret');
  if (clientKey === undefined || addonKey === undefined || !sharedSecret) return undefined;
  const { productType } = value;
  const product = productType === 'jira' || productType === 'confluence' ? productType : undefined;
  return { clientKey, addonKey, sharedSecret, product };
}
