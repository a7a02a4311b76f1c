import data from '../../schemas/catalog/conditions.json' with { type: 'json' };
import { knownWord } from './known-word.ts';
import { PRODUCTS, type Product } from './products.ts';

/**
 * How sure it is that a product evaluates a condition.
 * - `current`: Atlassian's texts of 2021 or later name it
 * - `host-2016`: the host of 2016 knew it; nobody could check since
 * - `add-ons`: only published add-ons name it
 * - `unverified`: only emulators or Forge have it
 * - `removed`: the products no longer have it
 */
export const CONDITION_STATES = ['current', 'host-2016', 'add-ons', 'unverified', 'removed'] as const;
export type ConditionState = (typeof CONDITION_STATES)[number];

/** What must be on the page for a condition to be able to hold. */
export const CONDITION_NEEDS = ['issue', 'project', 'content', 'space', 'profile'] as const;
export type ConditionNeed = (typeof CONDITION_NEEDS)[number];

/** A display condition of the products. */
export interface Condition {
  readonly name: string;
  readonly products: readonly Product[];
  readonly state: ConditionState;
  /** Undefined when it holds or not whatever the page is about, or when that is not known. */
  readonly needs: ConditionNeed | undefined;
  /** Allowed on pages that are about nothing: `generalPages`, `adminPages` and their like. */
  readonly onPages: boolean;
  /** Can stand in a URL, as `{condition.name}`. */
  readonly inUrls: boolean;
  /** Those that are known, by name; undefined when nothing is known about them. */
  readonly params: Readonly<Record<string, ConditionParam>> | undefined;
  /** True when the condition takes params that are not known here. */
  readonly takesMore: boolean;
  /** True when the host of 2016 refuses an add-on whose condition lacks a required param. */
  readonly isCheckedAtInstall: boolean;
  /** Where it is known from. */
  readonly sources: readonly string[];
}

export interface ConditionParam {
  readonly isRequired: boolean;
  /** The value is the text of a JSON value. */
  readonly isJson: boolean;
  /** Known values; or which list of them applies. */
  readonly values: readonly string[] | ParamList | undefined;
}

export type ParamList = 'jiraProjectPermissions' | 'jiraGlobalPermissions' | 'entities';

interface RawCondition {
  readonly products: readonly string[];
  readonly state: string;
  readonly sources: readonly string[];
  readonly needs?: string;
  readonly onPages?: boolean;
  readonly inUrls?: boolean;
  readonly params?: Readonly<Record<string, RawParam>>;
  readonly moreParams?: boolean;
  readonly checkedAtInstall?: boolean;
}

interface RawParam {
  readonly required?: boolean;
  readonly json?: boolean;
  readonly values?: string | readonly string[];
}

/** Jira's own permissions, by what they are granted for. Add-ons can define more. */
export const JIRA_PERMISSIONS: Readonly<Record<'project' | 'global', readonly string[]>> = {
  project: data.jiraProjectPermissions,
  global: data.jiraGlobalPermissions,
};

/** Whose properties the conditions `entity_property_…` read. */
export const PROPERTY_ENTITIES: Readonly<Record<Product, readonly string[]>> = data.entities;

let conditions: ReadonlyMap<string, Condition> | undefined;

/** The condition of this name, in whichever product; names are case-sensitive. */
export function findCondition(name: string): Condition | undefined {
  return byName().get(name);
}

/** Every condition of the catalogue, those of the past included. */
export function listConditions(): readonly Condition[] {
  return [...byName().values()];
}

function byName(): ReadonlyMap<string, Condition> {
  conditions ??= new Map(Object.entries(RAW).map(([name, raw]) => [name, toCondition(name, raw)]));
  return conditions;
}

const RAW: Readonly<Record<string, RawCondition>> = data.conditions;

function toCondition(name: string, raw: RawCondition): Condition {
  const { needs, params, sources } = raw;
  return {
    name,
    products: raw.products.map((product) => knownWord(PRODUCTS, product)),
    state: knownWord(CONDITION_STATES, raw.state),
    needs: needs === undefined ? undefined : knownWord(CONDITION_NEEDS, needs),
    onPages: raw.onPages === true,
    inUrls: raw.inUrls !== false,
    params: params && Object.fromEntries(Object.entries(params).map(([key, value]) => [key, toParam(value)])),
    takesMore: params === undefined || raw.moreParams === true,
    isCheckedAtInstall: raw.checkedAtInstall === true,
    sources: sources.map((source) => knownWord(SOURCES, source)),
  };
}

const PARAM_LISTS = ['jiraProjectPermissions', 'jiraGlobalPermissions', 'entities'] as const;
const SOURCES: readonly string[] = Object.keys(data.sources);

function toParam({ required, json, values }: RawParam): ConditionParam {
  return {
    isRequired: required === true,
    isJson: json === true,
    values: typeof values === 'string' ? knownWord(PARAM_LISTS, values) : values,
  };
}
