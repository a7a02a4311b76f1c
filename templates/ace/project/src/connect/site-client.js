// @ts-check

/** A REST call that the product did not answer with 2xx. */
export class SiteError extends Error {
  /**
   * @param {string} call
   * @param {number} status
   */
  constructor(call, status) {
    super(`${call} was answered with ${status}.`);
    this.status = status;
  }
}

/** The framework's HTTP client, which signs what it sends, with promises and JSON. */
export class SiteClient {
  #http;

  /** @param {import('atlassian-connect-express').HostClient} http */
  constructor(http) {
    this.#http = http;
  }

  /**
   * @param {string} url path and query below the address of the product, encoded
   * @returns {Promise<any>} the JSON of the answer
   * @throws {SiteError}
   */
  get(url) {
    return this.#call('get', url);
  }

  /**
   * @param {'get' | 'post' | 'put' | 'del'} method
   * @param {string} url
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  #call(method, url, body) {
    return new Promise((resolve, reject) => {
      /** @type {(error: unknown, answer: { statusCode: number }, content: unknown) => void} */
      const settle = (error, answer, content) => {
        if (error) reject(error instanceof Error ? error : new Error(String(error)));
        else if (answer.statusCode < 200 || answer.statusCode > 299)
          reject(new SiteError(url, answer.statusCode));
        else resolve(content);
      };
      this.#http[method]({ url, json: body ?? true }, settle).catch(reject);
    });
  }
}
