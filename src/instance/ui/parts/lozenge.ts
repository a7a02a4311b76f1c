import { html, type SafeHtml } from '../html.ts';
import type { IssueView } from '../views.ts';

const CLASSES = {
  new: '',
  indeterminate: ' aui-lozenge-inprogress',
  done: ' aui-lozenge-success',
} as const satisfies Record<IssueView['status']['category'], string>;

export function renderStatusLozenge(status: IssueView['status']): SafeHtml {
  return html`<span class="aui-lozenge aui-lozenge-subtle${CLASSES[status.category]}">${status.name}</span>`;
}
