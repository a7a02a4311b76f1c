import { HttpError } from '../http-error.ts';
import { textAt, valueAt } from '../json.ts';

/** What a page can be about. The descriptor names it in the page's URL: `/issue-panel?issue={issue.key}`. */
export type Subject = 'issue' | 'project' | 'board' | 'content' | 'space';

/** Where a context token has it. */
const PLACES: Readonly<Record<Subject, readonly [product: string, name: string]>> = {
  issue: ['jira', 'issue'],
  project: ['jira', 'project'],
  board: ['jira', 'board'],
  content: ['confluence', 'content'],
  space: ['confluence', 'space'],
};

/** The subject of a page whose URL the host has signed. */
export function subjectOfUrl(about: Subject | undefined, query: URLSearchParams): string {
  return about === undefined ? '' : required(about, query.get(about) ?? undefined);
}

/** The subject of a context token: taken from the URL of such a call, anything could be asked for. */
export function subjectOfToken(about: Subject | undefined, context: unknown): string {
  if (about === undefined) return '';
  const place = valueAt(context, ...PLACES[about]);
  const id = valueAt(place, 'id');
  return required(about, textAt(place, 'key') ?? (id === undefined ? undefined : String(id)));
}

function required(about: Subject, value: string | undefined): string {
  if (value) return value;
  throw new HttpError(400, `The request does not say which ${about} it is about.`);
}
