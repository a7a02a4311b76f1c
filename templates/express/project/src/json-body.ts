import express, { type Request, type Response } from 'express';

/** A webhook holds the whole issue, which is more than the 100 kB that Express reads by default. */
const parse = express.json({ limit: '5mb' });

/** Reads the body of a request. Called by handlers, not before them: what strangers send is not even parsed. */
export function readJsonBody(request: Request, response: Response): Promise<unknown> {
  return new Promise((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (error === undefined) resolve(request.body);
      else reject(error);
    });
  });
}
