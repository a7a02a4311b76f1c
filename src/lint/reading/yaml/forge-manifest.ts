import { isRecord, stringAt } from '../../../core/json.ts';

/**
 * True for the manifest of a Forge app: `app.id` is an ARI, and there are modules, of Forge or of Connect.
 * Source: the schema of @forge/manifest 13.7.0.
 */
export function isForgeManifest(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value['app'])) return false;
  const isAri = stringAt(value['app'], 'id')?.startsWith('ari:') === true;
  return isAri && (isRecord(value['modules']) || hasConnectModules(value));
}

export function hasConnectModules(value: unknown): boolean {
  return isRecord(value) && isRecord(value['connectModules']);
}
