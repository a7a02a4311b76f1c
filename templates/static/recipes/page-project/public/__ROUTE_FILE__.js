import { issueRow, searchIssues } from './lib/issues.js';
import { showPage } from './lib/page.js';
import { header, list } from './lib/parts.js';
import { getContext } from './lib/product.js';

showPage(async () => {
  const { jira } = await getContext();
  if (jira?.project === undefined) throw new Error('Open this in a project.');
  const { key } = jira.project;
  const issues = await searchIssues(`project = "${key}" AND statusCategory != Done ORDER BY updated DESC`);
  return [header('Open issues', key), list(issues.map(issueRow), 'No issue of this project is open.')];
});
