// What the product around the frame offers through `AP`, Atlassian's bridge. It acts as the person who is looking, within
// the scopes of the descriptor: whoever may not see a thing in the product does not see it here.

/** What the page is about, for instance `{ jira: { issue: { id, key } } }`: the product says so, not the URL. */
export function getContext() {
  return bridge().context.getContext();
}

/**
 * Reads from the product's REST API.
 * @param {string} path below the product's address, with everything in it encoded
 * @throws {Error} with the status, when the product does not answer 200
 */
export async function getJson(path) {
  try {
    const { body } = await bridge().request({ url: path, headers: { Accept: 'application/json' } });
    return JSON.parse(body);
  } catch (failure) {
    const status = failure?.xhr?.status;
    if (status === undefined) throw failure;
    throw new Error(
      status === 404 ? 'It does not exist, or you may not see it.' : `The product answered ${status}.`,
    );
  }
}

/** Asks the product for the height that the page needs now. */
export function fitFrame() {
  globalThis.AP?.resize?.();
}

/** Light or dark, as the person has chosen in the product. */
export function followTheme() {
  globalThis.AP?.theming?.initializeTheming?.();
}

function bridge() {
  if (globalThis.AP?.context === undefined) throw new Error('Open this page inside of the product.');
  return globalThis.AP;
}
