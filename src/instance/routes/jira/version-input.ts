import { stringAt } from '../../../core/json.ts';
import { isDay, parseUserDate } from '../../jira/json/version-json.ts';
import type { Project, Version } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { JiraRestDeps } from './shared.ts';

type Body = Readonly<Record<string, unknown>>;

const MAX_NAME = 255;
const MAX_DESCRIPTION = 16_384;

/**
 * A version from a request, over what is known of it.
 * @throws {ProductError} 400 in Jira's words
 */
export function parseVersion(
  body: Body,
  project: Project,
  known: Version | undefined,
  { store }: JiraRestDeps,
): Omit<Version, 'id'> {
  const errors = new Map<string, string>();
  const name = (stringAt(body, 'name') ?? known?.name ?? '').trim();
  const description = stringAt(body, 'description') ?? known?.description ?? '';
  if (name === '') errors.set('name', 'You must specify a valid version name');
  else if (name.length > MAX_NAME) {
    errors.set('name', `The version name must not exceed ${MAX_NAME} characters in length.`);
  } else if (isTaken(name, store.catalog.versions(project.id), known?.id)) {
    errors.set('name', 'A version with this name already exists in this project.');
  }
  if (description.length > MAX_DESCRIPTION) {
    errors.set('description', `The description must not exceed ${MAX_DESCRIPTION} characters in length.`);
  }
  const startDate = readDay(body, 'startDate', 'userStartDate', known?.startDate, errors);
  const releaseDate = readDay(body, 'releaseDate', 'userReleaseDate', known?.releaseDate, errors);
  if (startDate !== undefined && releaseDate !== undefined && startDate > releaseDate) {
    errors.set('startDate', 'The start date must be before the release date.');
  }
  if (errors.size > 0) throw jiraError(400, [], Object.fromEntries(errors));
  return {
    projectId: project.id,
    name,
    description,
    archived: flag(body, 'archived', known?.archived ?? false),
    released: flag(body, 'released', known?.released ?? false),
    ...(startDate === undefined ? {} : { startDate }),
    ...(releaseDate === undefined ? {} : { releaseDate }),
  };
}

/** What people write in one form, and programs in another. */
function readDay(
  body: Body,
  name: 'startDate' | 'releaseDate',
  userName: 'userStartDate' | 'userReleaseDate',
  known: string | undefined,
  errors: Map<string, string>,
): string | undefined {
  const [given, written] = [body[name], body[userName]];
  if (typeof given === 'string' && typeof written === 'string') {
    throw jiraError(400, [
      `Only one of '${name}' and '${userName}' can be specified when ${known === undefined ? 'creating' : 'editing'} a version.`,
    ]);
  }
  if (given === null || written === null || given === '' || written === '') return undefined;
  if (typeof given === 'string') {
    if (!isDay(given)) errors.set(name, 'Please enter the date in the following format: yyyy-MM-dd');
    return given;
  }
  if (typeof written === 'string') {
    const day = parseUserDate(written);
    if (day === undefined) errors.set(name, 'Please enter the date in the following format: d/MMM/yy');
    return day;
  }
  return known;
}

function flag(body: Body, name: string, known: boolean): boolean {
  const value = body[name];
  return typeof value === 'boolean' ? value : known;
}

/** In either case, as Jira compares names. */
export function isTaken(
  name: string,
  list: readonly { readonly id: string; readonly name: string }[],
  exceptId: string | undefined,
): boolean {
  const wanted = name.toLowerCase();
  return list.some((one) => one.id !== exceptId && one.name.toLowerCase() === wanted);
}
