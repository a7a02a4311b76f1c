// @ts-check

/**
 * Express 4, which the framework needs, does not see errors of async functions by itself.
 * @param {(request: import('express').Request, response: import('express').Response) => Promise<void>} work
 * @returns {import('express').RequestHandler}
 */
export function handle(work) {
  return (request, response, next) => {
    work(request, response).catch(next);
  };
}
