import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Fault, type FaultKind } from '../../../confluence/fault.ts';
import { explain } from '../../explanation.ts';
import type { ConfluenceRequest } from '../shared.ts';

const ANSWERS: Readonly<Record<FaultKind, readonly [ContentfulStatusCode, string]>> = {
  invalid: [400, 'INVALID_REQUEST_PARAMETER'],
  'not-found': [404, 'NOT_FOUND'],
  // What the caller may not do is not there, says this version.
  forbidden: [404, 'NOT_FOUND'],
  conflict: [409, 'CONFLICT'],
  'too-large': [413, 'CONTENT_TOO_LARGE'],
  'not-emulated': [501, 'NOT_IMPLEMENTED'],
};

/** What version 2 of the REST API answers. @throws what is no fault of the caller */
export function onError(error: unknown, c: ConfluenceRequest): Response {
  if (!(error instanceof Fault)) throw error;
  const [status, code] = ANSWERS[error.kind];
  if (error.kind === 'not-emulated' || error.kind === 'forbidden') explain(c, error.message);
  const title = error.kind === 'forbidden' ? 'Not Found' : error.titleInV2;
  return c.json({ errors: [{ status, code, title, detail: null }] }, status);
}
