import { stringAt } from '../../../core/json.ts';
import { jiraError } from '../../product-error.ts';
import { idIn } from './administration.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * The text at a name that a new thing must have.
 * @throws {ProductError} 400 where there is none, or one that is too long
 */
export function requiredText(body: Body, name: string, most: number, problem?: string): string {
  const text = stringAt(body, name)?.trim() ?? '';
  if (text === '') throw jiraError(400, [], { [name]: problem ?? `The ${name} is required.` });
  return limitedText(text, name, most);
}

/** Undefined where nothing is said of it. @throws {ProductError} 400 for one that is too long */
export function optionalText(body: Body, name: string, most: number): string | undefined {
  const text = stringAt(body, name);
  return text === undefined ? undefined : limitedText(text, name, most);
}

/**
 * The ids of a list in another order: `ids` go behind `after`, or first or last.
 * @throws {ProductError} 400, 404 for what is not in the list
 */
export function movedIds(body: Body, all: readonly string[]): readonly string[] {
  const given = body['ids'];
  const ids = Array.isArray(given) ? given.flatMap((id) => idIn(id) ?? []) : [];
  const after = idIn(body['after']);
  const position = stringAt(body, 'position');
  if (ids.length === 0) throw jiraError(400, ['ids must be a list of at least one id.']);
  if ((after === undefined) === (position === undefined)) {
    throw jiraError(400, ["Specify either 'after' or 'position'."]);
  }
  const unknown = [...ids, ...(after === undefined ? [] : [after])].find((id) => !all.includes(id));
  if (unknown !== undefined) throw jiraError(404, [`There is nothing with the id '${unknown}'.`]);
  const others = all.filter((id) => !ids.includes(id));
  if (after !== undefined) {
    if (ids.includes(after)) throw jiraError(400, ['after must be none of the ids.']);
    return others.toSpliced(others.indexOf(after) + 1, 0, ...ids);
  }
  if (position === 'First') return [...ids, ...others];
  if (position === 'Last') return [...others, ...ids];
  throw jiraError(400, [`The position '${position}' is neither First nor Last.`]);
}

function limitedText(text: string, name: string, most: number): string {
  if (text.length <= most) return text;
  throw jiraError(400, [], { [name]: `The ${name} must not exceed ${most} characters in length.` });
}
