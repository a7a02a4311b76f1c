// @ts-check
import { SiteError } from './connect/site-client.js';
import { HttpError } from './http-error.js';
import { renderErrorPage } from './views/layout.js';

/**
 * Express tells error handlers from others by their four parameters.
 * @param {string} basePath
 * @returns {import('express').ErrorRequestHandler}
 */
export function handleErrors(basePath) {
  return (error, request, response, next) => {
    const { status, message } = describe(error);
    // The path alone: the query of a frame's URL holds a token.
    if (status >= 500) console.error(`${request.method} ${request.path} failed with ${status}`, error);
    if (response.headersSent) return next(error);
    response.status(status);
    if (request.accepts(['text', 'html']) === 'html') response.send(renderErrorPage(basePath, message).text);
    else response.type('text').send(`${message}\n`);
  };
}

/**
 * What goes wrong in the framework's authentication is no Error but `{ code, message }`.
 * @param {any} error
 * @returns {{ status: number, message: string }}
 */
function describe(error) {
  if (error instanceof HttpError) return error;
  if (error instanceof SiteError)
    return { status: 502, message: 'The product did not answer what was asked for.' };
  const isUnauthorized = !(error instanceof Error) && error?.code !== 500;
  if (isUnauthorized) return { status: 401, message: 'This can only be opened inside of the product.' };
  // Express and its parsers say which status.
  const status = Number(error?.status);
  if (status >= 400 && status < 500) return { status, message: 'The request cannot be read.' };
  return { status: 500, message: 'The add-on failed.' };
}
