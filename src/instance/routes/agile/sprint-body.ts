import { stringAt } from '../../../core/json.ts';
import type { NewSprint, SprintChange } from '../../jira/agile/sprints.ts';
import { SPRINT_STATES, type Sprint, type SprintState } from '../../jira/agile/types.ts';
import { jiraError } from '../../product-error.ts';

/** Sprints in the bodies of requests, and what may be changed in which state. */

const MAX_NAME = 30;
/** Days, moments with an offset, and moments without one; parts of seconds may be missing. */
const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

type Body = Readonly<Record<string, unknown>>;

/** @throws {ProductError} 400 that names what is wrong */
export function readNewSprint(body: Body): Omit<NewSprint, 'boardId'> {
  const errors = new Map<string, string>();
  const name = readName(body, errors);
  const startDate = readMoment(body, 'startDate', errors) ?? null;
  const endDate = readMoment(body, 'endDate', errors) ?? null;
  checkDates(startDate, endDate, errors);
  refuse(errors);
  return { name, goal: readGoal(body) ?? '', startDate, endDate };
}

/**
 * What a request changes in a sprint. Closed ones keep everything but their name and their goal.
 * @param extent whether what the body leaves out is emptied, or stays
 * @throws {ProductError} 400
 */
export function readSprintChange(sprint: Sprint, body: Body, extent: 'full' | 'partial'): SprintChange {
  const errors = new Map<string, string>();
  const isFull = extent === 'full';
  const name = isFull || (body['name'] ?? null) !== null ? readName(body, errors) : sprint.name;
  const goal = readGoal(body) ?? (isFull ? '' : sprint.goal);
  const state = readState(sprint, body, isFull, errors);
  const given = (key: 'startDate' | 'endDate') => {
    const value = readMoment(body, key, errors);
    return value === undefined ? (isFull ? null : sprint[key]) : value;
  };
  const [startDate, endDate] = [given('startDate'), given('endDate')];
  refuse(errors);
  if (sprint.state === 'closed') return { name, goal };
  checkDates(startDate, endDate, errors);
  if (state !== 'future' && (startDate === null || endDate === null)) {
    const missing = startDate === null ? 'startDate' : 'endDate';
    errors.set(missing, 'A sprint that is started must have a start date and an end date.');
  }
  refuse(errors);
  return { name, goal, state, startDate, endDate };
}

/** Future, active, closed: one after the other, and never back. */
function readState(
  { state }: Sprint,
  body: Body,
  isNeeded: boolean,
  errors: Map<string, string>,
): SprintState {
  const given = body['state'] ?? undefined;
  if (given === undefined && !isNeeded) return state;
  const wanted = SPRINT_STATES.find((one) => one === String(given).toLowerCase());
  if (wanted === undefined) {
    errors.set('state', `The state must be one of ${SPRINT_STATES.join(', ')}.`);
    return state;
  }
  const isNext = SPRINT_STATES.indexOf(wanted) === SPRINT_STATES.indexOf(state) + 1;
  // Of closed ones, a state is ignored like everything else but name and goal.
  if (wanted !== state && !isNext && state !== 'closed') {
    errors.set('state', `A ${state} sprint cannot become ${wanted}.`);
  }
  return wanted;
}

function readName(body: Body, errors: Map<string, string>): string {
  const name = (stringAt(body, 'name') ?? '').trim();
  if (name === '') errors.set('name', 'The sprint name must be set.');
  if (name.length > MAX_NAME)
    errors.set('name', `The sprint name must be at most ${MAX_NAME} characters long.`);
  return name;
}

function readGoal(body: Body): string | undefined {
  return stringAt(body, 'goal');
}

/** Null where the body says so, undefined where it says nothing. */
function readMoment(body: Body, key: string, errors: Map<string, string>): number | null | undefined {
  const value = body[key];
  if (value === undefined || value === null) return value;
  const text = typeof value === 'string' ? value : '';
  const moment = MOMENT.test(text) ? Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN;
  if (!Number.isNaN(moment)) return moment;
  errors.set(key, `'${String(value)}' is no date as in 2026-11-21T09:30:00.000Z.`);
  return undefined;
}

function checkDates(startDate: number | null, endDate: number | null, errors: Map<string, string>): void {
  if (startDate !== null && endDate !== null && endDate <= startDate) {
    errors.set('endDate', 'The end date of a sprint must be after its start date.');
  }
}

function refuse(errors: ReadonlyMap<string, string>): void {
  if (errors.size > 0) throw jiraError(400, [], Object.fromEntries(errors));
}
