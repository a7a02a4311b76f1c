import { ProductError } from '../../product-error.ts';

/** UPM's error body: what went wrong, and a code for programs where there is one. */
export function upmError(status: 400 | 401 | 403 | 404 | 412 | 415, message: string, subCode?: string) {
  return new ProductError(status, {
    errorMessage: message,
    ...(subCode === undefined ? {} : { subCode }),
    // Other parts of the products tell it in this way.
    message,
    'status-code': status,
  });
}
