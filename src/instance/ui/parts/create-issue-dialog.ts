import { html, type SafeHtml } from '../html.ts';
import type { ProjectView } from '../views.ts';

/** Hidden until the browser code shows it. Issue types are asked from the REST API when it opens. */
export function renderCreateIssueDialog(project: ProjectView): SafeHtml {
  return html`<section id="create-issue-dialog" class="aui-dialog2 aui-dialog2-medium aui-layer" role="dialog" aria-labelledby="create-issue-title" data-aui-modal="true" data-project-key="${project.key}" data-project-id="${project.id}" hidden>
  <form class="aui top-label" id="create-issue-form">
  <header class="aui-dialog2-header"><h1 class="aui-dialog2-header-main" id="create-issue-title">Create issue in ${project.name}</h1></header>
  <div class="aui-dialog2-content">
    <div class="field-group"><label for="create-issue-type">Issue type</label><select class="select" id="create-issue-type" name="issuetype"></select></div>
    <div class="field-group"><label for="create-issue-summary">Summary<span class="aui-icon icon-required">required</span></label><input class="text full-width-field" id="create-issue-summary" name="summary" maxlength="255" required></div>
    <div class="field-group"><label for="create-issue-description">Description</label><textarea class="textarea full-width-field" id="create-issue-description" name="description" rows="5"></textarea></div>
  </div>
  <footer class="aui-dialog2-footer"><div class="aui-dialog2-footer-actions">
    <button type="submit" class="aui-button aui-button-primary" data-action="submit-issue">Create</button>
    <button type="button" class="aui-button aui-button-link" data-action="cancel-issue">Cancel</button>
  </div></footer>
  </form>
</section>`;
}
