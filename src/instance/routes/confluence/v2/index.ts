import { Hono } from 'hono';
import type { InstanceEnv } from '../../env.ts';
import type { ConfluenceRestDeps } from '../shared.ts';
import { addAttachmentRoutes } from './attachments.ts';
import { addCommentRoutes } from './comments.ts';
import { addCustomContentRoutes } from './custom-content.ts';
import { addDocumentChangeRoutes } from './document-changes.ts';
import { addDocumentRoutes } from './documents.ts';
import { onError } from './errors.ts';
import { BLOG_POSTS, PAGES } from './kinds.ts';
import { addLabelRoutes } from './labels.ts';
import { addLikeRoutes } from './likes.ts';
import { addLookupRoutes } from './lookups.ts';
import { addNodeRoutes } from './nodes.ts';
import { addPageTreeRoutes } from './page-tree.ts';
import { addPropertyRoutes } from './properties.ts';
import { addSpacePermissionRoutes } from './space-permissions.ts';
import { addSpaceRoutes } from './spaces.ts';
import { addTaskRoutes } from './tasks.ts';
import { addVersionRoutes } from './versions.ts';

/**
 * Version 2 of Confluence's REST API, as far as it is emulated, below `/api/v2`.
 * @see https://developer.atlassian.com/cloud/confluence/rest/v2/
 */
export function createConfluenceV2(deps: ConfluenceRestDeps): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  app.onError((error, c) => onError(error, c));
  addDocumentRoutes(app, deps, PAGES, 'page');
  addDocumentRoutes(app, deps, BLOG_POSTS, 'blogpost');
  addDocumentChangeRoutes(app, deps, PAGES, 'page');
  addDocumentChangeRoutes(app, deps, BLOG_POSTS, 'blogpost');
  addPageTreeRoutes(app, deps);
  addNodeRoutes(app, deps);
  addCommentRoutes(app, deps);
  addAttachmentRoutes(app, deps);
  addCustomContentRoutes(app, deps);
  addLabelRoutes(app, deps);
  addPropertyRoutes(app, deps);
  addVersionRoutes(app, deps);
  addSpaceRoutes(app, deps);
  addLookupRoutes(app, deps);
  addSpacePermissionRoutes(app, deps);
  addTaskRoutes(app, deps);
  addLikeRoutes(app, deps);
  return app;
}
