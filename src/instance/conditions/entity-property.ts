import { isDeepStrictEqual } from 'node:util';
import { isRecord, type Json, parseJson } from '../../core/json.ts';
import { contentOf, spaceOf } from './confluence.ts';
import { issueOf, projectOf } from './jira.ts';
import { type ConditionDeps, type Decide, param, type Question } from './question.ts';

/** Conditions on what add-ons keep with themselves, or with what the page is about. */
export const PROPERTY_CONDITIONS: Readonly<Record<string, Decide>> = {
  entity_property_exists: (question, deps) => whenKnown(question, deps, (value) => value !== undefined),
  entity_property_equal_to: (question, deps) =>
    whenKnown(question, deps, (value) => isDeepStrictEqual(value, wantedBy(question))),
  entity_property_contains_any: (question, deps) =>
    whenKnown(question, deps, (value) => listOf(wantedBy(question)).some((one) => contains(value, one))),
  entity_property_contains_all: (question, deps) =>
    whenKnown(question, deps, (value) => listOf(wantedBy(question)).every((one) => contains(value, one))),
};

/** Of kinds of entities that the dev instance keeps no properties of nothing is decided. */
function whenKnown(
  question: Question,
  deps: ConditionDeps,
  holds: (value: unknown) => boolean,
): boolean | undefined {
  const find = finderOf(question, deps);
  return find && holds(at(find(param(question, 'propertyKey'))?.value, param(question, 'objectName')));
}

type Find = (key: string) => { readonly value: Json } | undefined;

/** Undefined for kinds that are not known. What the page is not about has no properties. */
function finderOf(question: Question, deps: ConditionDeps): Find | undefined {
  const entity = param(question, 'entity').toLowerCase();
  if (entity === 'addon') return (key) => deps.properties.find(question.product, question.addonKey, key);
  return question.product === 'jira'
    ? jiraFinder(entity, question, deps)
    : confluenceFinder(entity, question, deps);
}

function jiraFinder(entity: string, question: Question, deps: ConditionDeps): Find | undefined {
  const of = (id: string | undefined): Find => {
    return (key) => (id === undefined ? undefined : deps.jira.properties.find({ type: entity, id }, key));
  };
  switch (entity) {
    case 'issue':
      return of(issueOf(question, deps)?.id);
    case 'project':
      return of(projectOf(question, deps)?.id);
    case 'issuetype':
      return of(issueOf(question, deps)?.issueTypeId);
    case 'user':
      return of(question.person?.accountId);
    default:
      return undefined;
  }
}

function confluenceFinder(entity: string, question: Question, deps: ConditionDeps): Find | undefined {
  const { properties, userProperties } = deps.confluence;
  switch (entity) {
    case 'content': {
      const id = contentOf(question, deps)?.id;
      return (key) => (id === undefined ? undefined : properties.find({ type: 'content', id }, key));
    }
    case 'space': {
      const id = spaceOf(question, deps)?.id;
      return (key) => (id === undefined ? undefined : properties.find({ type: 'space', id }, key));
    }
    case 'user': {
      const account = question.person?.accountId;
      return (key) => (account === undefined ? undefined : userProperties.find(account, key));
    }
    default:
      return undefined;
  }
}

/** What `a.b` names inside of a value. */
function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  return path
    .split('.')
    .reduce<unknown>(
      (inner, name) => (isRecord(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
      value,
    );
}

/** Values are JSON in a text; what is none is a text itself. */
function wantedBy(question: Question): unknown {
  const text = param(question, 'value');
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function contains(list: unknown, wanted: unknown): boolean {
  return Array.isArray(list) && list.some((one) => isDeepStrictEqual(one, wanted));
}
