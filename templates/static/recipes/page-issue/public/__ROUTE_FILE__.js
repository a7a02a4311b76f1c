import { element } from './lib/element.js';
import { showPage } from './lib/page.js';
import { facts, header, lozenge, time } from './lib/parts.js';
import { getContext, getJson } from './lib/product.js';

showPage(async () => {
  const { jira } = await getContext();
  if (jira?.issue === undefined) throw new Error('Open this on an issue.');
  const { key, fields } = await getJson(
    `/rest/api/3/issue/${encodeURIComponent(jira.issue.key)}?fields=summary,status,assignee,updated`,
  );
  const assignee = fields.assignee?.displayName ?? 'Unassigned';
  return [
    header(fields.summary, key),
    facts(lozenge(fields.status), element('span', {}, assignee), time(fields.updated)),
  ];
});
