/**
 * The library: what connect-kit knows about Connect, for use in an add-on's own code and tests.
 * @packageDocumentation
 */

export type { DescriptorProduct, Product } from './catalog/products.ts';
export type { Diagnostic, Position, Range, Severity } from './core/diagnostics.ts';
export type { Descriptor } from './descriptor/types.ts';
export {
  ALGORITHMS,
  type Algorithm,
  HMAC_ALGORITHMS,
  type HmacAlgorithm,
  type SigningKey,
  type VerificationKey,
} from './jwt/algorithms.ts';
export {
  type CanonicalRequestInput,
  CONTEXT_QSH,
  createCanonicalRequest,
  createQueryStringHash,
} from './jwt/canonical-request.ts';
export { type DecodedToken, decodeToken, MalformedTokenError } from './jwt/decode.ts';
export {
  type Cause,
  type Difference,
  type ExplainedRequest,
  type Explanation,
  explainMismatch,
  type FoundMistake,
  type MistakeId,
} from './jwt/explain/explain-mismatch.ts';
export { type Claims, signToken } from './jwt/sign.ts';
export { type InvalidReason, type Verification, type VerifyOptions, verifyToken } from './jwt/verify.ts';
export { type FixedDescriptor, fixDescriptor } from './lint/fix/fix-descriptor.ts';
export {
  type LintOptions,
  type LintResult,
  lintDescriptor,
  type RuleSettings,
} from './lint/lint-descriptor.ts';
