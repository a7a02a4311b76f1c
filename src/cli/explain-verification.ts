import type { VerificationKey } from '../jwt/algorithms.ts';
import { CONTEXT_QSH } from '../jwt/canonical-request.ts';
import { type ExplainedRequest, type Explanation, explainMismatch } from '../jwt/explain/explain-mismatch.ts';
import { findSigningSecret, type NamedSecret, type SecretFinding } from '../jwt/explain/find-secret.ts';
import type { InvalidReason, Verification } from '../jwt/verify.ts';
import type { Palette } from '../terminal/palette.ts';
import { redactExplanation, renderExplanation } from './render-explanation.ts';

/** What `verify --explain` adds to its verdict. */
export interface VerificationExplanation {
  /** Whether a secret or key at hand signed the token; if not, all that it says may be anybody's. */
  readonly isPayloadTrusted: boolean;
  /** There when the signature is wrong: what signed the token instead. */
  readonly signature?: SecretFinding | undefined;
  /** There when there are a request and a hash to compare. */
  readonly request?: Explanation | undefined;
}

export interface VerificationInput {
  readonly token: string;
  readonly key: VerificationKey;
  readonly otherSecrets: readonly NamedSecret[];
  readonly request: ExplainedRequest | undefined;
}

/** The checks up to the signature: before it nothing that a token says can be relied upon. */
const BEFORE_TRUST: readonly InvalidReason[] = [
  'malformed',
  'algorithm-mismatch',
  'header-unsupported',
  'kid-missing',
  'kid-malformed',
  'key-not-found',
  'signature-mismatch',
];

/** Why a token is not valid for a request, beyond the reason that verifying gives. */
export function explainVerification(
  verification: Verification,
  { token, key, otherSecrets, request }: VerificationInput,
): VerificationExplanation {
  const claims = verification.valid ? verification.claims : verification.token?.claims;
  const signature =
    !verification.valid && verification.reason === 'signature-mismatch' && key.algorithm !== 'RS256'
      ? findSigningSecret(token, key, otherSecrets)
      : undefined;
  const isVerified = verification.valid || !BEFORE_TRUST.includes(verification.reason);
  return {
    isPayloadTrusted: isVerified || (signature !== undefined && signature.outcome !== 'unknown'),
    signature,
    request: explainRequest(verification, claims?.['qsh'], request),
  };
}

export function explanationToJson({ isPayloadTrusted, signature, request }: VerificationExplanation): object {
  return {
    isPayloadTrusted,
    signature,
    explanation: request === undefined ? undefined : redactExplanation(request),
  };
}

export function renderVerificationExplanation(
  { isPayloadTrusted, signature, request }: VerificationExplanation,
  palette: Palette,
  width: number,
): readonly string[] {
  const blocks = signature === undefined ? [] : [renderSignature(signature, palette)];
  if (!isPayloadTrusted) {
    blocks.push(
      `${palette.warning('The payload cannot be trusted')}: nothing shows who wrote it.` +
        (request === undefined ? '' : ' For what it is worth, its hash compared with this request:'),
    );
  }
  if (request !== undefined) blocks.push(renderExplanation(request, palette, width));
  return blocks;
}

function explainRequest(
  verification: Verification,
  qsh: unknown,
  request: ExplainedRequest | undefined,
): Explanation | undefined {
  if (request === undefined || typeof qsh !== 'string') return undefined;
  // A context token that was accepted as one is nothing to explain.
  if (verification.valid && qsh === CONTEXT_QSH) return undefined;
  return explainMismatch(request, qsh);
}

function renderSignature(finding: SecretFinding, { bold }: Palette): string {
  if (finding.outcome === 'other-secret') {
    return (
      `${bold('signed by another host')}: the secret in ${finding.name} made this signature.\n` +
      '  → Look the secret up by the iss of the token, for each host its own; a reinstalled add-on has a new one.'
    );
  }
  if (finding.outcome === 'other-form') {
    return (
      `${bold('signed with the same secret in another form')}: ${finding.form}.\n` +
      '  → Give the signer the secret as the product sent it, as UTF-8 text and nothing around it.'
    );
  }
  return (
    `${bold('unknown signer')}: neither the secret, nor a form of it, nor another one that was given made this signature.\n` +
    '  → Try the secrets of other hosts with --also-secret-file <file>; one of before a reinstallation counts too.'
  );
}
