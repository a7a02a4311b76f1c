import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import type { NewFile } from '../../../confluence/attachments.ts';
import { contentNotFound, Fault } from '../../../confluence/fault.ts';
import { downloadPath } from '../../../confluence/json/common.ts';
import { contentV1, DEFAULT_EXPAND } from '../../../confluence/json/v1-content.ts';
import type { Content } from '../../../confluence/types.ts';
import { ProductError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { numberAt, readRecord, recordAt } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayCreate,
  checkMayEdit,
  contentOf,
  jsonContext,
  personOf,
} from '../shared.ts';
import { listV1 } from './paging.ts';

/** Files at content: sending, changing and fetching them. */
export function addAttachmentRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { attachments, writer, reader } = confluence;

  app.on(['POST', 'PUT'], '/content/:id/child/attachment', async (c) => {
    checkXsrfHeader(c);
    const files = await readFiles(c);
    const container = contentOf(c, deps);
    checkMayEdit(c, deps, container);
    checkMayCreate(c, deps, 'attachment', container.spaceId);
    const actor = personOf(c, deps).accountId;
    const made = files.map((file) => {
      const known = attachments.named(container, file.name);
      // PUT makes a new version of a file that is there, where POST refuses.
      return c.req.method === 'PUT' && known !== undefined
        ? attachments.replace(known, file, actor)
        : attachments.create(container, file, actor);
    });
    const write = (one: Content) => contentV1(one, DEFAULT_EXPAND, jsonContext(c, deps));
    return c.json(listV1(c, host, { start: 0, limit: made.length }, made, write));
  });

  app.put('/content/:id/child/attachment/:attachmentId', async (c) => {
    const input = await readRecord(c);
    const attachment = attachmentOf(c);
    checkMayEdit(c, deps, attachment);
    const number = numberAt(recordAt(input, 'version'), 'number');
    if (number === undefined)
      throw new Fault(
        'invalid',
        'Must supply an incremented version when updating Content. No version supplied.',
      );
    const { file } = attachment.detail;
    const extensions = recordAt(input, 'extensions') ?? recordAt(input, 'metadata');
    const changed = writer.update(
      attachment,
      {
        number,
        title: stringAt(input, 'title'),
        ...(file === undefined
          ? {}
          : {
              detail: {
                ...attachment.detail,
                file: {
                  ...file,
                  mediaType: stringAt(extensions, 'mediaType') ?? file.mediaType,
                  comment: stringAt(extensions, 'comment') ?? file.comment,
                },
              },
            }),
      },
      personOf(c, deps).accountId,
    );
    return c.json(contentV1(changed, DEFAULT_EXPAND, jsonContext(c, deps)));
  });

  app.post('/content/:id/child/attachment/:attachmentId/data', async (c) => {
    checkXsrfHeader(c);
    const [file] = await readFiles(c);
    const attachment = attachmentOf(c);
    checkMayEdit(c, deps, attachment);
    if (file === undefined) throw noFile();
    const changed = attachments.replace(
      attachment,
      { ...file, name: attachment.title },
      personOf(c, deps).accountId,
    );
    return c.json(contentV1(changed, DEFAULT_EXPAND, jsonContext(c, deps)));
  });

  app.get('/content/:id/child/attachment/:attachmentId/download', (c) => {
    const attachment = attachmentOf(c);
    const version = new Query(c).count('version', attachment.version.number);
    const found = reader.version(attachment, version);
    if (found === undefined) throw contentNotFound(attachment.id);
    return c.redirect(`${host.baseUrl}${downloadPath({ ...attachment, version: found })}`, 302);
  });

  function attachmentOf(c: ConfluenceRequest): Content {
    const container = contentOf(c, deps);
    const attachment = contentOf(c, deps, 'attachmentId');
    if (attachment.type === 'attachment' && attachment.containerId === container.id) return attachment;
    throw contentNotFound(attachment.id);
  }
}

/** Without it, Confluence takes the request for a form of another site. */
function checkXsrfHeader(c: ConfluenceRequest): void {
  const token = c.req.header('X-Atlassian-Token')?.toLowerCase();
  if (token === 'no-check' || token === 'nocheck') return;
  throw new ProductError(403, { message: 'XSRF check failed', 'status-code': 403 });
}

/** The parts named `file`, each with the `comment` and `minorEdit` that stand in its place. */
async function readFiles(c: ConfluenceRequest): Promise<readonly NewFile[]> {
  let form: FormData;
  try {
    form = await c.req.formData();
  } catch {
    throw new Fault('invalid', 'The request is no multipart/form-data.');
  }
  const comments = form.getAll('comment');
  const minorEdits = form.getAll('minorEdit');
  const files = form.getAll('file').flatMap((part) => (typeof part === 'string' ? [] : [part]));
  if (files.length === 0) throw noFile();
  return Promise.all(
    files.map(async (file, index) => ({
      name: file.name,
      mediaType: file.type === '' ? 'application/octet-stream' : file.type,
      data: new Uint8Array(await file.arrayBuffer()),
      comment: textOf(comments[index] ?? comments[0]),
      isMinor: textOf(minorEdits[index] ?? minorEdits[0]) === 'true',
    })),
  );
}

function textOf(part: unknown): string {
  return typeof part === 'string' ? part : '';
}

function noFile(): Fault {
  return new Fault('invalid', 'At least one attachment file was expected, but none was found.');
}
