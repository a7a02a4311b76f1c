/** The part of `jsonwebtoken`, which comes without types, that the tests use. */
declare module 'jsonwebtoken' {
  interface JsonWebToken {
    sign(claims: object, key: string, options: { algorithm: string; keyid?: string }): string;
    verify(
      token: string,
      key: string,
      options: { algorithms: readonly string[]; clockTimestamp?: number },
    ): unknown;
  }
  const jsonwebtoken: JsonWebToken;
  export = jsonwebtoken;
}
