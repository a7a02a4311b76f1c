import data from '../../schemas/catalog/webhook-events.json' with { type: 'json' };
import { knownWord } from './known-word.ts';
import { PRODUCTS, type Product } from './products.ts';
import { isScope, type Scope } from './scopes.ts';

/**
 * What may be the matter with an event.
 * - `superseded`: still there, but another event does its work
 * - `unsent`: in the lists, but reported not to be sent
 * - `renamed`, `removed`: in the lists of 2016 only
 */
export const EVENT_STATES = ['current', 'superseded', 'unsent', 'renamed', 'removed'] as const;
export type EventState = (typeof EVENT_STATES)[number];

/**
 * Where the name of an event is known from.
 * - `listed`: Atlassian lists it
 * - `tool`: Atlassian's own Connect Inspector listens to it, no list has it
 * - `captured`: a recorded delivery shows it, no list has it
 * - `former-list`: only the list of 2016 has it
 */
export const EVENT_CONFIDENCES = ['listed', 'tool', 'captured', 'former-list'] as const;
export type EventConfidence = (typeof EVENT_CONFIDENCES)[number];

/** What else the catalogue says of an event; some of it no source states plainly. */
export const EVENT_ASPECTS = ['payload', 'urlVariables', 'filter', 'propertyKeys'] as const;
export type EventAspect = (typeof EVENT_ASPECTS)[number];

/** An event of a product that an add-on can have posted to it. */
export interface WebhookEvent {
  /** As it stands in `event`: `jira:issue_created`. */
  readonly name: string;
  readonly product: Product;
  /** The part of the product that sends it. Jira Service Management has no events of its own. */
  readonly family: EventFamily;
  /** What it is about: `issue`, `sprint`, `app lifecycle`. */
  readonly group: string;
  readonly requiredScope: Scope;
  /** Fields at the top level of the body that are always there. */
  readonly payload: readonly string[];
  /** Fields at the top level of the body that are there at times. */
  readonly mayCarry: readonly string[];
  /** Names that the product replaces in the URL, without braces: `issue.key`. */
  readonly urlVariables: readonly string[];
  /** Whether the JQL of `filter` is heeded. */
  readonly takesFilter: boolean;
  /** Whether the body has the entity properties that `propertyKeys` names. */
  readonly takesPropertyKeys: boolean;
  /** Whether `excludeBody` is heeded; it is by every event. */
  readonly takesExcludeBody: boolean;
  /** What of the above is not sure. */
  readonly unsure: ReadonlySet<EventAspect>;
  readonly confidence: EventConfidence;
  readonly state: EventState;
  /** The event to use in its place, for those that are superseded or renamed. */
  readonly replacement: string | undefined;
  readonly note: string | undefined;
  readonly sources: readonly EventSource[];
}

export const EVENT_FAMILIES = ['jira-platform', 'jira-software', 'confluence'] as const;
export type EventFamily = (typeof EVENT_FAMILIES)[number];

export interface EventSource {
  readonly title: string;
  readonly date: string;
}

/** The form of `schemas/catalog/webhook-events.json`: a group, or what one of its events says otherwise. */
interface Entry {
  readonly payload?: readonly string[];
  readonly mayCarry?: readonly string[];
  readonly urlVariables?: readonly string[];
  readonly filter?: boolean;
  readonly propertyKeys?: boolean;
  readonly unsure?: readonly string[];
  readonly confidence?: string;
  readonly state?: string;
  readonly replacement?: string;
  readonly note?: string;
  readonly sources?: readonly string[];
}

interface Group extends Entry {
  readonly product: string;
  readonly family: string;
  readonly group: string;
  readonly events: Readonly<Record<string, Entry>>;
}

let index: ReadonlyMap<string, WebhookEvent> | undefined;
let variables: ReadonlySet<string> | undefined;

/** The day on which the catalogue was compared with its sources. */
export const EVENTS_DATE = data.date;

/**
 * The event of that name, in whatever state it is. Names mean different things in either product: `comment_created` is
 * an event of both, with different bodies.
 */
export function findEvent(name: string, product: Product): WebhookEvent | undefined {
  return events().get(toKey(product, name));
}

/** The events that a product has, in the order of the catalogue; without those that were renamed or removed. */
export function listEvents(product: Product): readonly WebhookEvent[] {
  return Array.from(events().values()).filter((event) => event.product === product && isAvailable(event));
}

/** The products that have an event of that name. */
export function productsWithEvent(name: string): readonly Product[] {
  return PRODUCTS.filter((product) => {
    const event = findEvent(name, product);
    return event !== undefined && isAvailable(event);
  });
}

/** Every event of the catalogue, also those that no product has any more. */
export function allEvents(): readonly WebhookEvent[] {
  return Array.from(events().values());
}

/** Every name that Jira replaces in the URL of some event. Confluence replaces none. */
export function allUrlVariables(): ReadonlySet<string> {
  variables ??= new Set(allEvents().flatMap(({ urlVariables }) => urlVariables));
  return variables;
}

/** Whether the product still has the event. */
export function isAvailable({ state }: WebhookEvent): boolean {
  return state !== 'renamed' && state !== 'removed';
}

function events(): ReadonlyMap<string, WebhookEvent> {
  if (index === undefined) {
    const groups: readonly Group[] = data.groups;
    const all = groups.flatMap((group) =>
      Object.entries(group.events).map(([name, own]) => toEvent(name, group, { ...group, ...own })),
    );
    index = new Map(all.map((event) => [toKey(event.product, event.name), event]));
  }
  return index;
}

function toKey(product: Product, name: string): string {
  return `${product} ${name}`;
}

function toEvent(name: string, { product, family, group, ...shared }: Group, entry: Entry): WebhookEvent {
  const { scope } = data.requiredScope;
  if (!isScope(scope)) throw new Error(`catalogue: unknown scope ${scope}`);
  return {
    name,
    product: knownWord(PRODUCTS, product),
    family: knownWord(EVENT_FAMILIES, family),
    group,
    requiredScope: scope,
    payload: entry.payload ?? [],
    mayCarry: [...new Set([...(shared.mayCarry ?? []), ...(entry.mayCarry ?? [])])],
    urlVariables: entry.urlVariables ?? [],
    takesFilter: entry.filter ?? false,
    takesPropertyKeys: entry.propertyKeys ?? false,
    takesExcludeBody: true,
    unsure: new Set((entry.unsure ?? []).map((aspect) => knownWord(EVENT_ASPECTS, aspect))),
    confidence: knownWord(EVENT_CONFIDENCES, entry.confidence ?? ''),
    state: knownWord(EVENT_STATES, entry.state ?? 'current'),
    replacement: entry.replacement,
    note: entry.note,
    sources: (entry.sources ?? []).map(toSource),
  };
}

function toSource(id: string): EventSource {
  const sources: Readonly<Record<string, EventSource>> = data.sources;
  const source = sources[id];
  if (source === undefined) throw new Error(`catalogue: unknown source ${id}`);
  return source;
}
