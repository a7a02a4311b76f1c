import { html, type SafeHtml } from '../html.ts';
import { safeImage } from '../safe-link.ts';
import type { PersonView } from '../views.ts';

/** Picture and name. */
export function renderPerson(person: PersonView | undefined, nobody: string): SafeHtml {
  if (person === undefined) return html`<span class="ck-person ck-subtle">${nobody}</span>`;
  return html`<span class="ck-person">${renderPicture(person)}<span>${person.displayName}</span></span>`;
}

export function renderPicture(person: PersonView): SafeHtml {
  return html`<span class="aui-avatar aui-avatar-small"><span class="aui-avatar-inner"><img src="${safeImage(person.avatarUrl)}" alt="" title="${person.displayName}"></span></span>`;
}
