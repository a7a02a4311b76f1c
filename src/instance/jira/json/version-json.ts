import type { JsonContext } from '../json.ts';
import type { Version } from '../types.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A version as its own operations answer it. @param today `YYYY-MM-DD` */
export function wholeVersionJson(
  version: Version,
  { baseUrl, apiVersion }: Pick<JsonContext, 'baseUrl' | 'apiVersion'>,
  today: string,
) {
  const { id, projectId, name, description, archived, released, startDate, releaseDate } = version;
  return {
    self: `${baseUrl}/rest/api/${apiVersion}/version/${id}`,
    id,
    ...(description === '' ? {} : { description }),
    name,
    archived,
    released,
    ...(startDate === undefined ? {} : { startDate }),
    ...(releaseDate === undefined ? {} : { releaseDate }),
    ...(releaseDate === undefined || released ? {} : { overdue: releaseDate < today }),
    ...(startDate === undefined ? {} : { userStartDate: userDate(startDate) }),
    ...(releaseDate === undefined ? {} : { userReleaseDate: userDate(releaseDate) }),
    projectId: Number(projectId),
  };
}

/** `30/Nov/26`, as Jira shows days unless somebody configures it otherwise. @param day `YYYY-MM-DD` */
export function userDate(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date}/${MONTHS[Number(month) - 1] ?? ''}/${year.slice(2)}`;
}

/** The day of what {@link userDate} makes; undefined where it is none. */
export function parseUserDate(text: string): string | undefined {
  const [, date = '', name = '', year = ''] = /^(\d{1,2})\/([A-Za-z]{3})\/(\d{2}|\d{4})$/.exec(text) ?? [];
  const month = MONTHS.findIndex((one) => one.toLowerCase() === name.toLowerCase());
  if (month === -1) return undefined;
  const day = `${year.padStart(4, '20')}-${String(month + 1).padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
}

/** Whether it is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}
