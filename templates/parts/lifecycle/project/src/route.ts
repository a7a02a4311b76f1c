import type { SignedRequest } from './connect/authenticator.ts';

/** A request, whatever server it came through. */
export interface AddonRequest extends SignedRequest {
  readonly header: (name: string) => string | undefined;
  /** Reads the body: not before the sender is known, so that what strangers send is not even parsed. */
  readonly json: () => Promise<unknown>;
}

/** What the add-on answers at one address. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Below the base URL. */
  readonly path: string;
  /** Throws an HttpError for what it refuses. */
  readonly answer: (request: AddonRequest) => Promise<Response>;
}
