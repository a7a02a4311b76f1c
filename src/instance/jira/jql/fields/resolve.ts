import type { JqlContext } from '../context.ts';
import type { JqlValue } from '../field.ts';
import { unknownIssue, unknownValue } from '../messages.ts';
import type { Resolve } from './id-field.ts';

/** From what people write to ids. */

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Things with a name and an id; a name goes before an id of the same text. */
export function byName(listIn: (context: JqlContext) => readonly Named[]): Resolve {
  return (value, field, context) => {
    if (value.kind === 'result') return [value.value];
    const text = textIn(value);
    const list = listIn(context);
    const named = list.filter(({ name }) => name.toLowerCase() === text.toLowerCase());
    const found = named.length > 0 ? named : list.filter(({ id }) => id === text);
    if (found.length === 0) throw unknownValue(text, field);
    return found.map(({ id }) => Number(id));
  };
}

/** Projects that are not seen do not exist. */
export const projectByName: Resolve = (value, field, { projects, visibleProjects }) => {
  const text = textIn(value);
  const isSeen = ({ id }: Named) => visibleProjects === 'all' || visibleProjects.includes(id);
  const list = projects.list().filter(isSeen);
  const wanted = text.toLowerCase();
  const found =
    list.find(({ key }) => key.toLowerCase() === wanted) ??
    list.find(({ name }) => name.toLowerCase() === wanted) ??
    list.find(({ id }) => id === text);
  if (found === undefined) throw unknownValue(text, field);
  return [Number(found.id)];
};

export const personByName: Resolve = (value, field, { people }) => {
  if (value.kind === 'result') return [value.value];
  const text = textIn(value);
  const found = people.named(text);
  if (found.length === 0) throw unknownValue(text, field);
  return found.map(({ accountId }) => accountId);
};

/** Issues that are not seen do not exist. */
export const issueByKey: Resolve = (value, _field, context) => {
  if (value.kind === 'result') return [value.value];
  const issue = context.issue(textIn(value));
  if (issue === undefined) throw unknownIssue();
  if (context.visibleProjects !== 'all' && !context.visibleProjects.includes(issue.projectId)) {
    throw unknownIssue();
  }
  return [Number(issue.id)];
};

const CATEGORY_NAMES = {
  new: ['new', 'to do', '2'],
  indeterminate: ['indeterminate', 'in progress', '4'],
  done: ['done', 'complete', '3'],
} as const;

/** The statuses of a category. */
export const statusesByCategory: Resolve = (value, field, { configuration }) => {
  const text = textIn(value).toLowerCase();
  const found = (['new', 'indeterminate', 'done'] as const).find((key) =>
    CATEGORY_NAMES[key].some((name) => name === text),
  );
  if (found === undefined) throw unknownValue(textIn(value), field);
  return configuration.statuses
    .filter(({ categoryKey }) => categoryKey === found)
    .map(({ id }) => Number(id));
};

export function textIn(value: JqlValue): string {
  return value.kind === 'text' ? value.text : value.kind === 'result' ? String(value.value) : '';
}
