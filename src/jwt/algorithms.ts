/** The algorithms of Connect. Which one applies is the caller's decision, never the token's. */
export const HMAC_ALGORITHMS = ['HS256', 'HS384', 'HS512'] as const;
export const ALGORITHMS = [...HMAC_ALGORITHMS, 'RS256'] as const;

export type HmacAlgorithm = (typeof HMAC_ALGORITHMS)[number];
export type Algorithm = (typeof ALGORITHMS)[number];

/** What signs a token: a shared secret, or a PKCS #8 private key in PEM with its `kid`. */
export type SigningKey =
  | { readonly algorithm: HmacAlgorithm; readonly secret: string }
  | { readonly algorithm: 'RS256'; readonly privateKey: string; readonly kid?: string | undefined };

/** What verifies a token: a shared secret, or an SPKI public key in PEM. */
export type VerificationKey =
  | { readonly algorithm: HmacAlgorithm; readonly secret: string }
  | { readonly algorithm: 'RS256'; readonly publicKey: string };
