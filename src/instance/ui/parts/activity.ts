import { html, type SafeHtml, trustedHtml } from '../html.ts';
import type { ChromeView, ExtensionView, IssuePageView, IssueView } from '../views.ts';
import { renderDate } from './date.ts';
import { renderExtensionSlot } from './extension-slot.ts';
import { renderPicture } from './person.ts';

/** Comments, and beside them the tabs that add-ons bring (`jiraIssueTabPanels`). */
export function renderActivity(chrome: ChromeView, view: IssuePageView): SafeHtml {
  const tabs = view.tabPanels ?? [];
  return html`<section class="ck-section ck-activity" aria-label="Activity">
  <header class="ck-section-header"><h2>Activity</h2></header>
  ${tabs.length > 0 && renderTabs(tabs)}
  <div data-tab-panel="comments">
    ${renderCommentForm(chrome)}
    <ol class="ck-comments" id="issue-comments">${view.issue.comments.map((comment) => renderComment(chrome, comment))}</ol>
  </div>
  ${tabs.map((tab) => html`<div data-tab-panel="${tab.addonKey}__${tab.moduleKey}" hidden>${renderExtensionSlot(tab)}</div>`)}
</section>`;
}

function renderTabs(tabs: readonly ExtensionView[]): SafeHtml {
  return html`<div class="ck-tabs" role="tablist">
    <button type="button" role="tab" class="aui-button" aria-selected="true" data-action="show-tab" data-tab="comments">Comments</button>
    ${tabs.map(
      (tab) =>
        html`<button type="button" role="tab" class="aui-button" aria-selected="false" data-action="show-tab" data-tab="${tab.addonKey}__${tab.moduleKey}" title="${tab.addonName}">${tab.title}</button>`,
    )}
  </div>`;
}

function renderCommentForm({ user }: ChromeView): SafeHtml | undefined {
  if (user === undefined) return undefined;
  return html`<form class="aui ck-comment-form" id="comment-form">
      ${renderPicture(user)}
      <div><textarea class="textarea" id="comment-input" name="comment" aria-label="Comment" placeholder="Add a comment…" rows="2" required></textarea>
      <button type="submit" class="aui-button aui-button-primary" data-action="add-comment">Save</button></div>
    </form>`;
}

function renderComment({ user }: ChromeView, comment: IssueView['comments'][number]): SafeHtml {
  return html`<li class="ck-comment" id="comment-${comment.id}">${renderPicture(comment.author)}<div>
      <div class="ck-comment-meta"><strong>${comment.author.displayName}</strong> ${renderDate(comment.created, user)}</div>
      <div class="ck-prose">${trustedHtml(comment.bodyHtml)}</div>
    </div></li>`;
}
