import { onActions } from './actions.ts';

const STORED_THEME = 'connect-kit.theme';

/** The menu at the top right. AUI and, over the bridge, add-ons follow the attribute of the root element. */
export function enableChrome(): void {
  setTheme(localStorage.getItem(STORED_THEME) === 'dark' ? 'dark' : 'light');
  onActions({
    'toggle-theme': () => {
      const theme = document.documentElement.dataset['colorMode'] === 'dark' ? 'light' : 'dark';
      localStorage.setItem(STORED_THEME, theme);
      setTheme(theme);
    },
    'sign-out': () => document.querySelector<HTMLFormElement>('#ck-sign-out')?.submit(),
  });
}

function setTheme(theme: 'light' | 'dark'): void {
  document.documentElement.dataset['colorMode'] = theme;
}
