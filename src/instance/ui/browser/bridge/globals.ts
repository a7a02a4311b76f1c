import type { HostModule } from '../libraries.d.ts';
import { callbackMethod } from './host-method.ts';

/**
 * The un-named methods besides `AP.request`. atlassian-connect-js has them in `AP.env` only, but documents them as
 * `AP.getLocation` and `AP.sizeToParent`.
 */
export const globals: HostModule = {
  getLocation: callbackMethod((_caller, _args, answer) => answer(window.location.href)),
  // Our styles size by the class, so that the frame follows the window and ignores later calls of AP.resize.
  sizeToParent: callbackMethod((caller) => {
    const isFullPage = caller.extension.options?.isFullPage === true;
    const name = isFullPage ? 'sized-to-parent' : 'full-size-general-page-fail';
    document.getElementById(caller.extension_id)?.classList.add(name);
  }),
};
