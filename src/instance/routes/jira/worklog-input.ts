import { isRecord, stringAt } from '../../../core/json.ts';
import { parseDuration } from '../../jira/durations.ts';
import { parseRichText } from '../../jira/issue-input.ts';
import type { NewWorklog, RemainingAfter } from '../../jira/issues/worklogs.ts';
import type { Issue, Worklog } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import { readVisibility } from './comment-input.ts';
import { type JiraContext, type JiraRestDeps, versionOf } from './shared.ts';

/** The query parameters that say what becomes of the remaining estimate. */
export interface EstimateInput {
  readonly adjustEstimate?: string | undefined;
  readonly newEstimate?: string | undefined;
  /** On creation `reduceBy`, on deletion `increaseBy`. */
  readonly by?: string | undefined;
}

/**
 * A worklog of a request.
 * @param before the one that is changed; what the request leaves out stays as it is
 * @throws {ProductError} 400
 */
export function readWorklog(
  c: JiraContext,
  deps: JiraRestDeps,
  issue: Issue,
  value: unknown,
  estimate: EstimateInput,
  before?: Worklog,
): { readonly input: NewWorklog; readonly remainingAfter: RemainingAfter } {
  const seconds = readSeconds(value) ?? before?.timeSpentSeconds;
  if (seconds === undefined)
    throw jiraError(400, [], { timeLogged: 'You must indicate the time spent working.' });
  if (seconds < 60) throw jiraError(400, [], { timeLogged: 'Invalid time duration entered.' });
  const visibility = readVisibility(c, deps, issue, isRecord(value) ? value['visibility'] : undefined);
  const given = isRecord(value) ? value['comment'] : undefined;
  const comment =
    given === undefined || given === null || given === '' ? null : parseRichText(given, versionOf(c));
  if (comment === undefined) throw jiraError(400, [], { comment: 'Worklog comment is not valid!' });
  const input: NewWorklog = {
    timeSpentSeconds: seconds,
    started: readStarted(value) ?? before?.started ?? deps.now(),
    comment: given === undefined ? (before?.comment ?? null) : comment,
    visibility: visibility === undefined ? (before?.visibility ?? null) : visibility,
  };
  return { input, remainingAfter: readAdjustment(estimate, before?.timeSpentSeconds ?? 0, seconds) };
}

/**
 * What becomes of the remaining estimate when a worklog of `before` seconds becomes one of `after`.
 * @throws {ProductError} 400
 */
export function readAdjustment(
  { adjustEstimate = 'auto', newEstimate, by }: EstimateInput,
  before: number,
  after: number,
): RemainingAfter {
  const duration = (text: string | undefined, name: string): number => {
    const seconds = text === undefined ? undefined : parseDuration(text);
    if (seconds === undefined) throw jiraError(400, [], { [name]: 'You must supply a valid estimate.' });
    return seconds;
  };
  switch (adjustEstimate.toLowerCase()) {
    case 'auto':
      return (remaining) => (remaining === null ? null : Math.max(0, remaining + before - after));
    case 'leave':
      return (remaining) => remaining;
    case 'new': {
      const seconds = duration(newEstimate, 'newEstimate');
      return () => seconds;
    }
    case 'manual': {
      const seconds = duration(by, after > 0 ? 'reduceBy' : 'increaseBy');
      const change = after > 0 ? -seconds : seconds;
      return (remaining) => Math.max(0, (remaining ?? 0) + change);
    }
    default:
      throw jiraError(400, [], {
        adjustEstimate: `'${adjustEstimate}' is not one of auto, leave, manual and new.`,
      });
  }
}

function readSeconds(value: unknown): number | undefined {
  const text = stringAt(value, 'timeSpent');
  const seconds = isRecord(value) ? value['timeSpentSeconds'] : undefined;
  if (text === undefined && seconds === undefined) return undefined;
  const read = typeof seconds === 'number' ? seconds : text === undefined ? undefined : parseDuration(text);
  if (read === undefined || !Number.isInteger(read)) {
    throw jiraError(400, [], { timeLogged: 'Invalid time duration entered.' });
  }
  return read;
}

/** Jira takes one form only, with milliseconds and an offset without a colon. */
function readStarted(value: unknown): number | undefined {
  const given = isRecord(value) ? value['started'] : undefined;
  if (given === undefined) return undefined;
  const text = typeof given === 'string' ? given : '';
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,3})([+-]\d\d)(\d\d)$/.exec(text);
  const moment = match === null ? Number.NaN : Date.parse(`${match[1]}${match[2]}:${match[3]}`);
  if (!Number.isNaN(moment)) return moment;
  throw jiraError(400, [], {
    started: `Error parsing time string: ${text}, expected format: yyyy-MM-dd'T'HH:mm:ss.SSSZ`,
  });
}
