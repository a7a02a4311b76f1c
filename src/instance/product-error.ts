import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An answer of a product that is an error, in the form that the product gives it. */
export class ProductError extends Error {
  override readonly name = 'ProductError';
  readonly status: ContentfulStatusCode;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: ContentfulStatusCode, body: Readonly<Record<string, unknown>>) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
  }
}

/** Jira's error collection: messages about the whole request, and by field. */
export function jiraError(
  status: ContentfulStatusCode,
  messages: readonly string[],
  errors: Readonly<Record<string, string>> = {},
): ProductError {
  return new ProductError(status, { errorMessages: messages, errors });
}
