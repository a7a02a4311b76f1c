import { Hono } from 'hono';
import type { InstanceEnv } from '../../env.ts';
import type { ConfluenceRestDeps } from '../shared.ts';
import { addAttachmentRoutes } from './attachments.ts';
import { addChildRoutes } from './children.ts';
import { addContentRoutes } from './content.ts';
import { addContentChangeRoutes } from './content-change.ts';
import { addContentStateRoutes } from './content-states.ts';
import { addConvertRoutes } from './convert.ts';
import { addCopyRoutes } from './copies.ts';
import { addDeprecationNotice } from './deprecation.ts';
import { onError } from './errors.ts';
import { addGroupChangeRoutes } from './group-changes.ts';
import { addHistoryRoutes } from './history.ts';
import { addInlineTaskRoutes } from './inline-tasks.ts';
import { addLabelRoutes } from './labels.ts';
import { addMacroRoutes } from './macros.ts';
import { addPageMoveRoutes } from './page-moves.ts';
import { addPeopleRoutes } from './people.ts';
import { addPermissionRoutes } from './permissions.ts';
import { addPropertyRoutes } from './properties.ts';
import { addRelationRoutes } from './relations.ts';
import { addRestrictionSubjectRoutes } from './restriction-subjects.ts';
import { addRestrictionRoutes } from './restrictions.ts';
import { addSearchRoutes } from './search.ts';
import { addSettingRoutes } from './settings.ts';
import { addSpaceContentRoutes } from './space-content.ts';
import { addSpaceRoutes } from './spaces.ts';
import { addTemplateRoutes } from './templates.ts';
import { addUserRoutes } from './users.ts';
import { addWatcherRoutes } from './watchers.ts';
import { addWatchRoutes } from './watches.ts';

/**
 * Version 1 of Confluence's REST API, as far as it is emulated, below `/rest/api`.
 * @see https://developer.atlassian.com/cloud/confluence/rest/v1/
 */
export function createConfluenceV1(deps: ConfluenceRestDeps): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  app.onError((error, c) => onError(error, c));
  addDeprecationNotice(app, deps.host.contextPath);
  // Before the routes with a parameter in the same place.
  addSearchRoutes(app, deps);
  addContentRoutes(app, deps);
  addContentChangeRoutes(app, deps);
  addPageMoveRoutes(app, deps);
  addAttachmentRoutes(app, deps);
  addChildRoutes(app, deps);
  addLabelRoutes(app, deps);
  addPropertyRoutes(app, deps);
  addHistoryRoutes(app, deps);
  addRestrictionRoutes(app, deps);
  addRestrictionSubjectRoutes(app, deps);
  addPermissionRoutes(app, deps);
  addSpaceRoutes(app, deps);
  addSpaceContentRoutes(app, deps);
  addUserRoutes(app, deps);
  addGroupChangeRoutes(app, deps);
  addPeopleRoutes(app, deps);
  addConvertRoutes(app, deps);
  addWatchRoutes(app, deps);
  addWatcherRoutes(app, deps);
  addCopyRoutes(app, deps);
  addInlineTaskRoutes(app, deps);
  addContentStateRoutes(app, deps);
  addTemplateRoutes(app, deps);
  addRelationRoutes(app, deps);
  addMacroRoutes(app, deps);
  addSettingRoutes(app, deps);
  return app;
}
