import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import { Expansion } from '../../../confluence/json/expand.ts';
import { templateV1 } from '../../../confluence/json/v1-template.ts';
import type { NewTemplate, Template } from '../../../confluence/templates.ts';
import type { Space } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { idAt, type JsonRecord, listAt, readRecord, recordAt } from '../body.ts';
import { Query } from '../query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, jsonContext, viewer } from '../shared.ts';
import { readBody, readLabel } from './content-input.ts';
import { pageOf, wholeListV1 } from './paging.ts';

/** What new pages begin with, for the site or a space; and what blueprints of add-ons bring. */
export function addTemplateRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { templates, spaces, permissions } = confluence;

  app.post('/template', async (c) => {
    const input = await readRecord(c);
    const key = stringAt(recordAt(input, 'space'), 'key');
    const space = key === undefined ? undefined : spaces.byKey(viewer(c, deps), key);
    checkMayChange(c, space);
    return c.json(write(c, templates.create(readTemplate(input, space?.id ?? null)), true));
  });

  app.put('/template', async (c) => {
    const input = await readRecord(c);
    const template = templateOf(c, idAt(input, 'templateId') ?? '');
    checkMayChange(c, spaceOf(c, template));
    const { description, labels, ...rest } = readTemplate(input, template.spaceId);
    const changed = {
      ...template,
      ...rest,
      ...(input['description'] === undefined ? {} : { description }),
      ...(input['labels'] === undefined ? {} : { labels }),
    };
    templates.update(changed);
    return c.json(write(c, changed, true));
  });

  app.get('/template/page', (c) => {
    const query = new Query(c);
    const hasBody = Expansion.parse(query.all('expand')).has('body');
    const all = templates.list(namedSpace(c, query)?.id ?? null);
    return c.json(wholeListV1(c, host, pageOf(query), all, (one) => write(c, one, hasBody)));
  });

  // Those of Atlassian's own blueprints are not on this site.
  app.get('/template/blueprint', (c) => {
    const query = new Query(c);
    query.all('expand');
    namedSpace(c, query);
    viewer(c, deps);
    return c.json(
      wholeListV1(c, host, pageOf(query), deps.blueprints(), ({ addonKey, moduleKey, name }) => ({
        templateId: `${addonKey}:${moduleKey}`,
        originalTemplate: { pluginKey: addonKey, moduleKey },
        referencingBlueprint: `${addonKey}:${moduleKey}`,
        ...{ name, description: '', labels: [], templateType: 'page' },
        _expandable: { body: '' },
        _links: {},
      })),
    );
  });

  app.get('/template/:contentTemplateId', (c) => {
    new Query(c).all('expand');
    return c.json(write(c, templateOf(c, c.req.param('contentTemplateId')), true));
  });

  app.delete('/template/:contentTemplateId', (c) => {
    const template = templateOf(c, c.req.param('contentTemplateId'));
    checkMayChange(c, spaceOf(c, template));
    templates.remove(template);
    return c.body(null, 204);
  });

  function write(c: ConfluenceRequest, template: Template, hasBody: boolean) {
    return templateV1(template, spaceOf(c, template), hasBody, jsonContext(c, deps));
  }

  function namedSpace(c: ConfluenceRequest, query: Query): Space | undefined {
    const key = query.text('spaceKey');
    return key === undefined ? undefined : spaces.byKey(viewer(c, deps), key);
  }

  /** @throws {Fault} forbidden also for what there is not, as the product does */
  function templateOf(c: ConfluenceRequest, id: string): Template {
    const template = /^\d{1,15}$/.test(id) ? templates.find(Number(id)) : undefined;
    const isSeen =
      template !== undefined &&
      (template.spaceId === null || permissions.maySeeSpace(viewer(c, deps), { id: template.spaceId }));
    if (!isSeen) throw new Fault('forbidden', `There is no template with id: ${id}, or none to be seen.`);
    return template;
  }

  function spaceOf(c: ConfluenceRequest, { spaceId }: Template): Space | undefined {
    return spaceId === null ? undefined : spaces.byId(viewer(c, deps), spaceId);
  }

  /** @throws {Fault} for who administers neither the space nor, where it is the site's, the site */
  function checkMayChange(c: ConfluenceRequest, space: Space | undefined): void {
    const who = viewer(c, deps);
    const may = space === undefined ? who.isAdmin : permissions.mayAdminister(who, space);
    if (!may) throw new Fault('forbidden', 'User does not have permission to change templates.');
  }
}

function readTemplate(input: JsonRecord, spaceId: number | null): NewTemplate {
  const name = stringAt(input, 'name') ?? '';
  if (name.trim() === '') throw new Fault('invalid', 'The name of a template must not be empty.');
  if (stringAt(input, 'templateType') !== 'page')
    throw new Fault('invalid', "The templateType must be 'page'.");
  const body = readBody(input);
  if (body === undefined) throw new Fault('invalid', 'A template needs a body.');
  return {
    ...{ spaceId, name, body, description: stringAt(input, 'description') ?? '' },
    labels: (listAt(input, 'labels') ?? []).map(readLabel),
  };
}
