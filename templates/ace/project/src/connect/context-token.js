// @ts-check
import { HttpError } from '../http-error.js';

/**
 * For calls of the add-on's own pages, behind `addon.checkValidToken()`: only tokens that `AP.context.getToken` has given.
 * Without it any token of the site would do, also those in the URLs of frames, which end up in histories and logs.
 * @type {import('express').RequestHandler}
 */
export function requireContextToken(request, _response, next) {
  // The framework takes a token from these first, and has checked that one then instead of the header's.
  const isElsewhere = request.query.jwt !== undefined || request.body?.jwt !== undefined;
  const token = /^JWT (\S+)$/.exec(request.get('Authorization') ?? '')?.[1];
  const isContextToken = !isElsewhere && token !== undefined && claimsOf(token).qsh === 'context-qsh';
  next(isContextToken ? undefined : new HttpError(401, 'This address takes context tokens only.'));
}

/**
 * @param {string} token one that has been verified
 * @returns {{ qsh?: string }}
 */
function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
