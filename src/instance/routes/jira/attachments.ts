import type { Hono } from 'hono';
import { MAX_ATTACHMENT_BYTES, type NewAttachment } from '../../jira/issues/attachments.ts';
import { attachmentJson } from '../../jira/json.ts';
import type { Attachment } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  actorOf,
  findIssue,
  issueContext,
  type JiraContext,
  type JiraRestDeps,
  requirePermission,
  visibleIssue,
} from './shared.ts';

/** Files of issues. Their content is answered at once, where the cloud sends to another host. */
export function addAttachmentRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.post('/issue/:idOrKey/attachments', async (c) => {
    // Jira's guard against forged forms.
    if (!/^(?:no-check|nocheck)$/i.test(c.req.header('X-Atlassian-Token') ?? '')) {
      return c.text('XSRF check failed', 403);
    }
    const files = await readFiles(c);
    const issue = findIssue(c, deps);
    requirePermission(c, deps, issue, 'CREATE_ATTACHMENTS');
    const added = store.attachments.add(issue, files, actorOf(c));
    return c.json(added.map((attachment) => attachmentJson(attachment, issueContext(c, deps))));
  });

  app.get('/attachment/meta', (c) => c.json({ enabled: true, uploadLimit: MAX_ATTACHMENT_BYTES }));

  app.get('/attachment/content/:id', (c) => {
    c.set('honoured', ['redirect']);
    const { id, name, mediaType } = findAttachment(c);
    return c.body(new Uint8Array(store.attachments.content(id)), 200, {
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': 'sandbox',
    });
  });

  app.get('/attachment/:id', (c) => {
    const attachment = findAttachment(c);
    // By itself it has a number for an id, in an issue a text: so the cloud's API has it.
    return c.json({ ...attachmentJson(attachment, issueContext(c, deps)), id: Number(attachment.id) });
  });

  app.delete('/attachment/:id', (c) => {
    const attachment = findAttachment(c);
    const issue = findIssue(c, deps, attachment.issueId);
    const isOwn = attachment.authorAccountId === actorOf(c);
    requirePermission(c, deps, issue, isOwn ? 'DELETE_OWN_ATTACHMENTS' : 'DELETE_ALL_ATTACHMENTS');
    store.attachments.delete(issue, attachment, actorOf(c));
    return c.body(null, 204);
  });

  function findAttachment(c: JiraContext): Attachment {
    const id = c.req.param('id') ?? '';
    const attachment = store.attachments.find(id);
    if (attachment !== undefined && visibleIssue(c, deps, attachment.issueId) !== undefined)
      return attachment;
    throw jiraError(404, [`The attachment with id '${id}' does not exist`]);
  }
}

/** @throws {ProductError} 400 for no file, 413 for one that is too big, 415 for another kind of body */
async function readFiles(c: JiraContext): Promise<readonly NewAttachment[]> {
  if (!/^multipart\/form-data/i.test(c.req.header('Content-Type') ?? '')) {
    throw jiraError(415, ['Attachments are sent as multipart/form-data.']);
  }
  let form: FormData;
  try {
    form = await c.req.formData();
  } catch {
    throw jiraError(400, ['The request body is no multipart/form-data.']);
  }
  const files = form.getAll('file').filter((part) => typeof part !== 'string');
  if (files.length === 0) throw jiraError(400, ["The request has no part named 'file'."]);
  return Promise.all(
    files.map(async (file) => {
      const content = new Uint8Array(await file.arrayBuffer());
      if (content.length > MAX_ATTACHMENT_BYTES) {
        throw jiraError(413, [`The attachment '${file.name}' is larger than 10 MB.`]);
      }
      return { name: file.name, mediaType: file.type || 'application/octet-stream', content };
    }),
  );
}
