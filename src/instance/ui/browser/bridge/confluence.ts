import type { HostModule } from '../libraries.d.ts';
import { notEmulated } from './not-emulated.ts';

/** `AP.confluence`. https://developer.atlassian.com/cloud/confluence/jsapi/confluence */
export const confluence: HostModule = notEmulated('confluence', [
  'closeMacroEditor',
  'getContentProperty',
  'getMacroBody',
  'getMacroData',
  'onMacroPropertyPanelEvent',
  'saveMacro',
  'setContentProperty',
  'syncPropertyFromServer',
]);
