import { issueRow, searchIssues } from './lib/issues.js';
import { showPage } from './lib/page.js';
import { header, list } from './lib/parts.js';
import { getJson } from './lib/product.js';

showPage(async () => {
  const [{ displayName }, issues] = await Promise.all([
    getJson('/rest/api/3/myself'),
    searchIssues('assignee = currentUser() AND statusCategory != Done ORDER BY updated DESC'),
  ]);
  return [
    header('Your open issues', displayName),
    list(issues.map(issueRow), 'No open issue is assigned to you.'),
  ];
});
