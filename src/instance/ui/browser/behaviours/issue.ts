import { send } from '../api.ts';
import { createExtensionsIn } from '../bridge/extensions.ts';
import { page } from '../page-data.ts';
import { attempt, onActions, onSubmit, textOf } from './actions.ts';
import { toAdf } from './adf.ts';

/** What a person can do on an issue page; everything goes through Jira's REST API. */
export function enableIssuePage(issueKey: string): void {
  const address = `${page.contextPath}/rest/api/3/issue/${encodeURIComponent(issueKey)}`;
  onActions({
    'edit-summary': () => setEditing('summary', true),
    'cancel-summary': () => setEditing('summary', false),
    'edit-description': () => setEditing('description', true),
    'cancel-description': () => setEditing('description', false),
    'focus-comment': () => document.getElementById('comment-input')?.focus(),
    'show-tab': showTab,
    transition: async (element) => {
      await send('POST', `${address}/transitions`, { transition: { id: element.dataset['transition'] } });
      window.location.reload();
    },
    'delete-issue': (button) => confirmThen(button, () => deleteIssue(address, issueKey)),
  });
  onSubmit('#issue-summary-form', 'The summary was not saved', async (data) => {
    await send('PUT', address, { fields: { summary: textOf(data, 'summary').trim() } });
    window.location.reload();
  });
  onSubmit('#issue-description-form', 'The description was not saved', async (data) => {
    const text = textOf(data, 'description');
    await send('PUT', address, { fields: { description: text.trim() === '' ? null : toAdf(text) } });
    window.location.reload();
  });
  onSubmit('#comment-form', 'The comment was not saved', async (data) => {
    await send('POST', `${address}/comment`, { body: toAdf(textOf(data, 'comment')) });
    window.location.reload();
  });
  leaveEditorsOnEscape();
}

function setEditing(field: string, isEditing: boolean): void {
  const container = document.querySelector(`[data-editable="${field}"]`);
  const view = container?.querySelector<HTMLElement>('.ck-view');
  const form = container?.querySelector('form');
  if (view == null || form == null) return;
  view.hidden = isEditing;
  form.hidden = !isEditing;
  container?.classList.toggle('ck-editing', isEditing);
  if (isEditing) form.querySelector<HTMLElement>('input, textarea')?.focus();
  else form.reset();
}

function leaveEditorsOnEscape(): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !(event.target instanceof Element)) return;
    const field = event.target.closest<HTMLElement>('[data-editable]')?.dataset['editable'];
    if (field !== undefined) setEditing(field, false);
  });
}

function showTab(button: HTMLElement): void {
  const name = button.dataset['tab'];
  for (const tab of document.querySelectorAll('[role="tab"][data-tab]')) {
    tab.setAttribute('aria-selected', String(tab === button));
  }
  for (const panel of document.querySelectorAll<HTMLElement>('[data-tab-panel]')) {
    panel.hidden = panel.dataset['tabPanel'] !== name;
    if (!panel.hidden) createExtensionsIn(panel);
  }
}

async function deleteIssue(address: string, issueKey: string): Promise<void> {
  await send('DELETE', address);
  const projectKey = issueKey.slice(0, issueKey.lastIndexOf('-'));
  window.location.assign(`${page.contextPath}/projects/${encodeURIComponent(projectKey)}`);
}

/** The first click asks, the second one within a few seconds acts. */
function confirmThen(button: HTMLElement, act: () => Promise<void>): void {
  if (button.dataset['asked'] === 'true') {
    attempt('The issue was not deleted', act);
    return;
  }
  const label = button.textContent;
  button.dataset['asked'] = 'true';
  button.textContent = 'Really delete?';
  setTimeout(() => {
    delete button.dataset['asked'];
    button.textContent = label;
  }, 4000);
}
