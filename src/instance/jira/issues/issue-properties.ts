import type { Json } from '../../../core/json.ts';
import type { EntityProperties } from '../../properties/entity-properties.ts';
import type { Changes } from '../changes.ts';
import type { Issue } from '../types.ts';

/** Entity properties of issues, whose changes webhooks tell of. */
export class IssueProperties {
  readonly #properties: EntityProperties;
  readonly #changes: Changes;

  constructor(properties: EntityProperties, changes: Changes) {
    this.#properties = properties;
    this.#changes = changes;
  }

  /** @returns whether there was none under the key */
  set(issue: Issue, key: string, value: Json, actor: string | null): boolean {
    return this.#changes.run((announce) => {
      const isNew = this.#properties.set({ type: 'issue', id: issue.id }, key, value);
      announce({ type: 'issue_property_set', issue, property: { key, value }, actor });
      return isNew;
    });
  }

  /** @returns whether there was one */
  delete(issue: Issue, key: string, actor: string | null): boolean {
    return this.#changes.run((announce) => {
      const existed = this.#properties.delete({ type: 'issue', id: issue.id }, key);
      if (existed) announce({ type: 'issue_property_deleted', issue, property: { key }, actor });
      return existed;
    });
  }
}
