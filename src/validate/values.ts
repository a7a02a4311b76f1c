import { UsageError } from '../core/errors.ts';

/**
 * Reads `name=value` settings; of those with the same name, the last counts. The value may hold anything.
 * @throws {UsageError} when there is no name or no equals sign
 */
export function readValues(settings: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    settings.map((setting) => {
      const at = setting.indexOf('=');
      const name = setting.slice(0, Math.max(at, 0)).trim();
      if (name === '') {
        throw new UsageError('value-invalid', `--set: ${JSON.stringify(setting)} gives nothing a value.`, {
          nextSteps: ['Write --set name=value, for instance --set localBaseUrl=https://app.example.com'],
        });
      }
      return [name, setting.slice(at + 1)];
    }),
  );
}
