import type { Json } from '../../../core/json.ts';
import type { SeedObject } from '../../seed/seed-object.ts';
import { AGILE_FIELD } from '../agile/fields.ts';
import { isRank } from '../agile/rank.ts';
import type { Issue, Project } from '../types.ts';
import type { ImportContext } from './import-jira.ts';
import {
  USUAL_TYPE,
  usualPriority,
  usualRank,
  usualRemaining,
  usualResolution,
  usualResolved,
  usualStatus,
  usualTimeSpent,
} from './issue-defaults.ts';
import { idIn, readDuration, readFieldValue, readRichText } from './seed-names.ts';

const MAX_SUMMARY = 255;

interface Identity {
  readonly key: string;
  readonly id: number;
  readonly project: Project;
}

/** An issue without what has tables of its own. @throws {SeedError} */
export function readIssue(
  from: SeedObject,
  { key, id, project }: Identity,
  keys: ReadonlyMap<string, number>,
  context: ImportContext,
): Issue {
  const { names, now } = context;
  // Given out before any issue is read.
  from.take('id');
  const created = from.moment('created') ?? now;
  const updated = from.moment('updated') ?? created;
  const statusId = readNamed(from, 'status', names.configuration.statuses, usualStatus()) ?? usualStatus();
  const resolutionId = readNamed(
    from,
    'resolution',
    names.configuration.resolutions,
    usualResolution({ statusId }, names.configuration),
  );
  const reporter = names.readPerson(from, 'reporter');
  const reporterAccountId = reporter === undefined ? project.leadAccountId || null : reporter;
  const creator = names.readPerson(from, 'creator');
  const resolved = from.momentOrNull('resolved');
  return {
    id: String(id),
    key,
    projectId: project.id,
    projectKey: project.key,
    issueTypeId: idIn(names.configuration.issueTypes, from.optionalText('type') ?? USUAL_TYPE, from, 'type'),
    statusId,
    resolutionId,
    priorityId: readNamed(
      from,
      'priority',
      names.configuration.priorities,
      usualPriority(names.configuration),
    ),
    summary: readSummary(from),
    description: readRichText(from, 'description') ?? null,
    environment: readRichText(from, 'environment') ?? null,
    assigneeAccountId: names.readPerson(from, 'assignee') ?? null,
    reporterAccountId,
    creatorAccountId: creator === undefined ? reporterAccountId : creator,
    parentId: readParent(from, keys),
    labels: readLabels(from),
    ...readInProject(from, project, context),
    created,
    updated,
    dueDate: readDay(from, 'due'),
    resolved: resolved === undefined ? usualResolved({ resolutionId, updated }) : resolved,
    statusCategoryChanged: from.moment('statusCategoryChanged') ?? created,
    rank: readRank(from) ?? usualRank({ id: String(id) }),
    votes: 0,
    watches: 0,
    ...readTimes(from),
    custom: readCustom(from, context),
  };
}

function readSummary(from: SeedObject): string {
  const summary = from.text('summary');
  if (summary.length <= MAX_SUMMARY && !summary.includes('\n')) return summary;
  return from.fail('summary', `it must be one line of ${MAX_SUMMARY} characters at most.`);
}

/** Null where the seed says so. */
function readNamed(
  from: SeedObject,
  name: string,
  list: readonly { readonly id: string; readonly name: string }[],
  otherwise: string | null,
): string | null {
  const text = from.textOrNull(name);
  if (text === undefined) return otherwise;
  return text === null ? null : idIn(list, text, from, name);
}

function readParent(from: SeedObject, keys: ReadonlyMap<string, number>): string | null {
  const key = from.optionalText('parent');
  if (key === undefined) return null;
  return String(keys.get(key) ?? from.fail('parent', `there is no issue ${key}.`));
}

function readLabels(from: SeedObject): readonly string[] {
  return from
    .texts('labels')
    .map((label, index) =>
      /\s/.test(label) ? from.fail(`labels/${index}`, 'there must be no space in it.') : label,
    );
}

function readInProject(from: SeedObject, { id }: Project, { store }: ImportContext) {
  const read = (name: string, list: readonly { readonly id: string; readonly name: string }[]) =>
    from.texts(name).map((text, index) => idIn(list, text, from, `${name}/${index}`));
  const versions = store.catalog.versions(id);
  return {
    componentIds: read('components', store.catalog.components(id)),
    versionIds: read('versions', versions),
    fixVersionIds: read('fixVersions', versions),
  };
}

function readDay(from: SeedObject, name: string): string | null {
  const day = from.optionalText(name);
  if (day === undefined) return null;
  if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))) return day;
  return from.fail(name, 'it must be a day like 2026-11-21.');
}

function readRank(from: SeedObject): string | undefined {
  const rank = from.optionalText('rank');
  if (rank === undefined || isRank(rank)) return rank;
  return from.fail('rank', 'it must be like 0|i0007ps:');
}

/** Time that is logged is what the worklogs say, unless the seed says otherwise. */
function readTimes(from: SeedObject) {
  const original = readDuration(from, 'originalEstimate') ?? null;
  const logged = [...from.objects('worklogs', 'timeSpent')].map((one) => readDuration(one, 'timeSpent') ?? 0);
  const spent = readDuration(from, 'timeSpent');
  const timeSpentSeconds = spent === undefined ? usualTimeSpent(logged) : spent;
  const times = { originalEstimateSeconds: original, timeSpentSeconds };
  const remaining = readDuration(from, 'remainingEstimate');
  return { ...times, remainingEstimateSeconds: remaining === undefined ? usualRemaining(times) : remaining };
}

function readCustom(from: SeedObject, { store, names }: ImportContext): Readonly<Record<string, Json>> {
  const custom: Record<string, Json> = {};
  for (const [name, value] of from.entries('fields')) {
    const field = names.findField(name);
    if (field === undefined) return from.fail(`fields/${name}`, 'there is no such field.');
    if (value !== null) {
      custom[`customfield_${field.id}`] = readFieldValue(field, value, names, from, `fields/${name}`);
    }
  }
  const wanted = from.texts('sprints');
  if (wanted.length === 0) return custom;
  const all = store.agile.sprints.list().map((sprint) => ({ id: String(sprint.id), name: sprint.name }));
  const sprints = wanted.map((text, index) => Number(idIn(all, text, from, `sprints/${index}`)));
  return { ...custom, [AGILE_FIELD.sprint]: sprints };
}
