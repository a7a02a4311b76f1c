import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Fault, type FaultKind } from '../../../confluence/fault.ts';
import { CqlFault } from '../../../confluence/search.ts';
import { explain } from '../../explanation.ts';
import type { ConfluenceRequest } from '../shared.ts';

const ANSWERS: Readonly<Record<FaultKind, readonly [ContentfulStatusCode, string]>> = {
  invalid: [400, 'BadRequestException'],
  'not-found': [404, 'NotFoundException'],
  forbidden: [403, 'PermissionException'],
  conflict: [409, 'ConflictException'],
  'too-large': [413, 'RequestTooLargeException'],
  'not-emulated': [501, ''],
};

/** What version 1 of the REST API answers: in the cloud, messages begin with the name of a class. */
export function answerFault(c: ConfluenceRequest, fault: Fault): Response {
  const [status, name] = ANSWERS[fault.kind];
  if (fault.kind === 'not-emulated') explain(c, fault.message);
  if (fault instanceof CqlFault) explain(c, fault.reason);
  const isAuthorized = status !== 403 && status !== 404;
  return c.json(
    {
      statusCode: status,
      data: { authorized: isAuthorized, valid: true, errors: [], successful: isAuthorized },
      message:
        name === ''
          ? fault.message
          : `com.atlassian.confluence.api.service.exceptions.${name}: ${fault.message}`,
    },
    status,
  );
}

/** @throws what is no fault of the caller */
export function onError(error: unknown, c: ConfluenceRequest): Response {
  if (error instanceof Fault) return answerFault(c, error);
  throw error;
}
