import { isRecord, type Json, type JsonObject } from '../../../core/json.ts';
import { compact, type SeedObject, unlessEmpty } from '../../seed/seed-object.ts';
import type { Database } from '../../store/database.ts';
import { JiraSettings } from '../admin/jira-settings.ts';
import { SiteConfiguration } from '../admin/site-configuration.ts';
import type { JiraStore } from '../jira-store.ts';
import { idIn, nameIn } from './seed-names.ts';

/** Single things that administrators have chosen, by their names in the table. */
const TIME_TRACKING = 'timetracking.provider';
const DEFAULT_PRIORITY = 'default.priority';
const DEFAULT_RESOLUTION = 'default.resolution';
const TRANSITIONS = 'workflow.transition-properties.';

/** Undefined where nobody has chosen anything. */
export function settingsOf({ configuration }: JiraStore, database: Database): JsonObject | undefined {
  const { settings, priorities, resolutions } = configuration;
  const named = (setting: string, list: Parameters<typeof nameIn>[0]): Json | undefined => {
    const id = settings.find(setting);
    return typeof id === 'string' ? nameIn(list, id) : id;
  };
  const transitions = database
    .all('SELECT name, value FROM jira_setting WHERE name GLOB ? ORDER BY name', [`${TRANSITIONS}*`])
    .map(({ name, value }): readonly [string, JsonObject] => [
      String(name).slice(TRANSITIONS.length),
      JSON.parse(String(value)),
    ])
    .filter(([, properties]) => Object.keys(properties).length > 0);
  return unlessEmpty(
    compact({
      defaultPriority: named(DEFAULT_PRIORITY, priorities),
      defaultResolution: named(DEFAULT_RESOLUTION, resolutions),
      timeTracking: settings.text(TIME_TRACKING),
      transitionProperties: unlessEmpty(Object.fromEntries(transitions)),
    }),
  );
}

/** To be called when the lists are there. @throws {SeedError} */
export function importSettings(configuration: SeedObject | undefined, database: Database): void {
  for (const name of [TIME_TRACKING, DEFAULT_PRIORITY, DEFAULT_RESOLUTION, `${TRANSITIONS}*`]) {
    database.run('DELETE FROM jira_setting WHERE name GLOB ?', [name]);
  }
  const [given] = configuration?.only('settings') ?? [];
  if (given === undefined) return;
  const settings = new JiraSettings(database);
  const { priorities, resolutions } = new SiteConfiguration(database);
  for (const [property, setting, list] of [
    ['defaultPriority', DEFAULT_PRIORITY, priorities],
    ['defaultResolution', DEFAULT_RESOLUTION, resolutions],
  ] as const) {
    const text = given.textOrNull(property);
    if (text !== undefined) settings.set(setting, text && idOrGone(list, text, given, property));
  }
  const provider = given.optionalText('timeTracking');
  if (provider !== undefined) settings.set(TIME_TRACKING, provider);
  for (const [transition, properties] of given.entries('transitionProperties')) {
    if (!isRecord(properties) || Object.values(properties).some((value) => typeof value !== 'string')) {
      given.fail(`transitionProperties/${transition}`, 'it must be an object with texts in it.');
    }
    settings.set(`${TRANSITIONS}${transition}`, properties);
  }
  given.end();
}

/** What has been chosen and deleted since is known by its id. */
function idOrGone(
  list: Parameters<typeof idIn>[0],
  text: string,
  from: SeedObject,
  property: string,
): string {
  return /^\d{1,15}$/.test(text) ? text : idIn(list, text, from, property);
}
