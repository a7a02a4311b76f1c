import type { Hono } from 'hono';
import type { FieldDefinition } from '../../jira/json/field-definitions.ts';
import { allFields } from '../../jira/json/wanted-fields.ts';
import type { InstanceEnv } from '../env.ts';
import { isSettable } from './field-meta.ts';
import type { JiraRestDeps } from './shared.ts';

/** What queries call fields whose id is another. */
const CLAUSE_NAMES: Readonly<Record<string, string>> = {
  fixVersions: 'fixVersion',
  versions: 'affectedVersion',
  components: 'component',
  watches: 'watchers',
  attachment: 'attachments',
};

/** The fields that issues have. */
export function addFieldRoutes(app: Hono<InstanceEnv>, { store }: JiraRestDeps): void {
  app.get('/field', (c) => c.json(allFields(store).map(fieldJson)));

  function fieldJson(field: FieldDefinition) {
    const { id, name, isNavigable, schema } = field;
    const { customId } = schema;
    const isCustom = customId !== undefined;
    const clause = store.search.fields.find(isCustom ? `cf[${customId}]` : (CLAUSE_NAMES[id] ?? id));
    const names = isCustom ? [`cf[${customId}]`, name] : (clause?.names ?? []);
    return {
      id,
      key: id,
      name,
      custom: isCustom,
      orderable: isSettable(field),
      navigable: isNavigable,
      searchable: clause !== undefined,
      clauseNames: clause === undefined && !isCustom ? [] : names,
      schema,
    };
  }
}
