import { send } from '../api.ts';
import { isObject, textAt } from '../json.ts';
import { page } from '../page-data.ts';
import { onActions, onSubmit, textOf } from './actions.ts';
import { toAdf } from './adf.ts';

const DIALOG = '#create-issue-dialog';

/** The dialog on project pages. */
export function enableIssueCreation(): void {
  const dialog = document.querySelector<HTMLElement>(DIALOG);
  const projectKey = dialog?.dataset['projectKey'];
  if (projectKey === undefined) return;
  onActions({
    'create-issue': async () => {
      AJS.dialog2(DIALOG).show();
      await fillIssueTypes(projectKey);
    },
    'cancel-issue': () => AJS.dialog2(DIALOG).hide(),
  });
  onSubmit('#create-issue-form', 'The issue was not created', async (data) => {
    const description = textOf(data, 'description');
    const answer = await send('POST', `${page.contextPath}/rest/api/3/issue`, {
      fields: {
        project: { key: projectKey },
        issuetype: { id: textOf(data, 'issuetype') },
        summary: textOf(data, 'summary').trim(),
        ...(description.trim() === '' ? {} : { description: toAdf(description) }),
      },
    });
    const key = textAt(answer, 'key');
    if (key !== undefined) window.location.assign(`${page.contextPath}/browse/${encodeURIComponent(key)}`);
  });
}

async function fillIssueTypes(projectKey: string): Promise<void> {
  const select = document.querySelector<HTMLSelectElement>('#create-issue-type');
  if (select === null || select.options.length > 0) return;
  const project = await send(
    'GET',
    `${page.contextPath}/rest/api/3/project/${encodeURIComponent(projectKey)}`,
  );
  const types = isObject(project) && Array.isArray(project['issueTypes']) ? project['issueTypes'] : [];
  for (const type of types) {
    const [id, name] = [textAt(type, 'id'), textAt(type, 'name')];
    if (id !== undefined && name !== undefined) select.add(new Option(name, id));
  }
}
