import { isRecord } from '../../core/json.ts';
import { finalText } from './descriptor-view.ts';

/**
 * How product and add-on recognise each other: `jwt` unless the descriptor says otherwise.
 * @returns undefined where there is no `authentication`, or its type is none of these or not final
 */
export function authenticationOf(root: Readonly<Record<string, unknown>>): 'jwt' | 'none' | undefined {
  const authentication = root['authentication'];
  if (!isRecord(authentication)) return undefined;
  if (!Object.hasOwn(authentication, 'type')) return 'jwt';
  const type = finalText(authentication, 'type')?.toLowerCase();
  return type === 'jwt' || type === 'none' ? type : undefined;
}
