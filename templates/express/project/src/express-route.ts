import express, { type Request, type Response, type Router } from 'express';
import type { AddonRequest, Route } from './route.ts';

/** A webhook holds a whole issue, which is more than the 100 kB that Express reads by default. */
const parseJson = express.json({ limit: '5mb' });

/** Adds a route of the add-on to a router of Express. */
export function mount(router: Router, { method, path, answer }: Route): void {
  const handle = async (request: Request, response: Response) => {
    const result = await answer(toAddonRequest(request, response));
    response.status(result.status).set(Object.fromEntries(result.headers));
    response.send(await result.text());
  };
  if (method === 'GET') router.get(path, handle);
  else router.post(path, handle);
}

function toAddonRequest(request: Request, response: Response): AddonRequest {
  return {
    method: request.method,
    target: request.originalUrl,
    authorization: request.get('Authorization'),
    header: (name) => request.get(name),
    json: () => readJson(request, response),
  };
}

function readJson(request: Request, response: Response): Promise<unknown> {
  return new Promise((resolve, reject) => {
    parseJson(request, response, (error?: unknown) => {
      if (error === undefined) resolve(request.body);
      else reject(error);
    });
  });
}
