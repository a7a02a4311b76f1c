import { extendHistory } from './history.ts';
import { extendRequest } from './request.ts';

/**
 * Follows Atlassian's iframe.js in `all.js`: functions do not cross the bridge, so `AP.request` with its callbacks and
 * `AP.history.popState` need a part inside the add-on's page. Atlassian has these parts in packages of their own.
 */
extendRequest(AP);
extendHistory(AP);
