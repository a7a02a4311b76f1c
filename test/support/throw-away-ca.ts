import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a TLS server needs. */
export interface TestCertificate {
  /** PEM: the server's own first, then that of the authority. */
  readonly cert: string;
  readonly key: string;
}

export interface ThrowAwayCa {
  /** The authority, in PEM: for those who are to trust it. */
  readonly ca: string;
  /** For a server at `localhost`. */
  readonly server: TestCertificate;
}

/** An authority that nobody knows, and a server with a certificate by it. Valid for an hour around now. */
export function createThrowAwayCa(): ThrowAwayCa {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const isAuthority = extension('551d13', sequence(bytes(0x01, 'ff')));
  const names = extension('551d11', sequence(tagged(0x82, Buffer.from('localhost'))));
  const ca = certify('connect-kit test CA', authority.publicKey, authority.privateKey, isAuthority);
  const leaf = certify('localhost', server.publicKey, authority.privateKey, names);
  return {
    ca,
    server: {
      cert: `${leaf}${ca}`,
      key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  };
}

/** A certificate of X.509, version 3. @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function certify(subject: string, key: KeyObject, issuerKey: KeyObject, extensions: Buffer): string {
  const algorithm = sequence(bytes(0x06, '2a8648ce3d040302')); // ecdsa-with-SHA256
  const hour = 3_600_000;
  const content = sequence(
    tagged(0xa0, bytes(0x02, '02')),
    tagged(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf('connect-kit test CA'),
    sequence(timeOf(Date.now() - hour), timeOf(Date.now() + hour)),
    nameOf(subject),
    key.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(extensions)),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', content, issuerKey)]));
  const der = sequence(content, algorithm, signature);
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function nameOf(commonName: string): Buffer {
  const attribute = sequence(bytes(0x06, '550403'), tagged(0x0c, Buffer.from(commonName)));
  return sequence(tagged(0x31, attribute));
}

function timeOf(ms: number): Buffer {
  const text = new Date(ms)
    .toISOString()
    .replace(/[-:T]|\.\d+/g, '')
    .slice(2);
  return tagged(0x17, Buffer.from(text));
}

function extension(oid: string, value: Buffer): Buffer {
  return sequence(bytes(0x06, oid), bytes(0x01, 'ff'), tagged(0x04, value));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function bytes(tag: number, hex: string): Buffer {
  return tagged(tag, Buffer.from(hex, 'hex'));
}

/** DER: a tag, how long it is, and what it is. */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
