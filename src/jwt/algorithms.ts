import type { KeyObject } from 'node:crypto';

/** The algorithms of Connect. Which one applies is the caller's decision, never the token's. */
export const HMAC_ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const;
export const ALGORITHMS = [...HMAC_ALGORITHMS, 'RS256'] as const;

export type HmacAlgorithm = (typeof HMAC_ALGORITHMS)[number];
export type Algorithm = (typeof ALGORITHMS)[number];

interface SharedSecret {
  readonly algorithm: HmacAlgorithm;
  readonly secret: string;
}

/** What signs a token: a shared secret, or an RSA private key (PEM, or parsed already) with its `kid`. */
export type SigningKey =
  | SharedSecret
  | {
      readonly algorithm: 'RS256';
      readonly privateKey: string | KeyObject;
      readonly kid?: string | undefined;
    };

/** What verifies a token: a shared secret, an RSA public key (PEM, or parsed already), or a way to find one. */
export type VerificationKey =
  | SharedSecret
  | { readonly algorithm: 'RS256'; readonly publicKey: string | KeyObject }
  | { readonly algorithm: 'RS256'; readonly findPublicKey: FindPublicKey };

/** The key that `kid` names, or undefined when there is none; rejects when it cannot be looked up. */
export type FindPublicKey = (kid: string) => Promise<string | KeyObject | undefined>;
