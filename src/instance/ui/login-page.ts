import { html } from './html.ts';
import { renderLayout } from './layout.ts';
import { ASSETS, SIGN_IN } from './parts/addresses.ts';
import type { ChromeView, LoginPageView } from './views.ts';

/** Posts `username`, `password`, `returnTo` and `xsrfToken` as a form to {@link SIGN_IN}. */
export function renderLoginPage(chrome: ChromeView, view: LoginPageView): string {
  return renderLayout(chrome, {
    title: 'Log in',
    kind: 'login',
    frame: 'bare',
    body: html`<div class="ck-card">
  <img src="${ASSETS}/icons/connect-kit.svg" alt="" width="40" height="40">
  <h1>Log in to ${chrome.siteName}</h1>
  ${view.failed && html`<div class="aui-message aui-message-error" id="login-error"><p>That name and password do not belong together.</p></div>`}
  <form class="aui top-label" id="login-form" method="post" action="${SIGN_IN}">
    <input type="hidden" name="returnTo" value="${view.returnTo}">
    <input type="hidden" name="xsrfToken" value="${chrome.xsrfToken}">
    <div class="field-group"><label for="login-username">Name or e-mail address</label><input class="text" id="login-username" name="username" autocomplete="username" required autofocus></div>
    <div class="field-group"><label for="login-password">Password</label><input class="text" id="login-password" name="password" type="password" autocomplete="current-password" required></div>
    <button type="submit" class="aui-button aui-button-primary" data-action="log-in">Log in</button>
  </form>
  ${view.hint !== undefined && html`<p class="ck-subtle">${view.hint}</p>`}
  <p class="ck-subtle">Emulated by connect-kit: a dev instance on your machine.</p>
</div>`,
  });
}
