import { JqlError } from '../../../jql/jql-error.ts';
import type { Issue } from '../types.ts';
import { type Field, isOneOf } from './fields.ts';

export type Predicate = (issue: Issue) => boolean;

/** The forms of dates that Jira documents, and the one that `now()` gives. */
const ABSOLUTE = /^\d{4}([-/])\d{2}\1\d{2}(?: \d{2}:\d{2}|T[\d:.]+Z)?$/;

/**
 * The clause `field operator wanted`.
 * @param now milliseconds since the epoch, for relative dates
 * @throws {JqlError} when the field does not know the operator
 */
export function comparison(
  field: Field,
  operator: string,
  wanted: string,
  name: string,
  now: number,
): Predicate {
  if (field.time !== undefined) return dateComparison(field.time, operator, moment(wanted, now), name);
  switch (operator) {
    case '=':
      return (issue) => isOneOf(field.values(issue), wanted);
    case '!=':
      return (issue) => field.values(issue).length > 0 && !isOneOf(field.values(issue), wanted);
    case '~':
    case '!~': {
      if (field.isText !== true) throw notFor(operator, name);
      const words = wanted.toLowerCase().replaceAll('*', '').split(/\s+/).filter(Boolean);
      return (issue) => {
        const text = field.values(issue).join(' ').toLowerCase();
        return words.every((word) => text.includes(word)) === (operator === '~');
      };
    }
    default:
      throw notFor(operator, name);
  }
}

function dateComparison(
  time: (issue: Issue) => number,
  operator: string,
  limit: number,
  name: string,
): Predicate {
  switch (operator) {
    case '<':
      return (issue) => time(issue) < limit;
    case '<=':
      return (issue) => time(issue) <= limit;
    case '>':
      return (issue) => time(issue) > limit;
    case '>=':
      return (issue) => time(issue) >= limit;
    case '=':
      return (issue) => time(issue) === limit;
    case '!=':
      return (issue) => time(issue) !== limit;
    default:
      throw notFor(operator, name);
  }
}

export function notFor(operator: string, name: string): JqlError {
  return new JqlError(`The operator '${operator}' is not supported by the '${name}' field.`);
}

function moment(text: string, now: number): number {
  const relative = /^([+-]?\d+)([mhdw])$/.exec(text);
  if (relative !== null) {
    const unit = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }[relative[2] ?? ''] ?? 0;
    return now + Number(relative[1]) * unit;
  }
  const absolute = ABSOLUTE.test(text) ? Date.parse(text.replaceAll('/', '-')) : Number.NaN;
  if (Number.isNaN(absolute))
    throw new JqlError(`Date value '${text}' is not one that the dev instance reads.`);
  return absolute;
}
