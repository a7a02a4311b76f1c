import { showFailure } from '../flags.ts';

/** @param element the one that carries `data-action` */
export type Action = (element: HTMLElement) => void | Promise<void>;

/** Runs an action when an element with its name in `data-action` is clicked, also one inside a menu of AUI. */
export function onActions(actions: Readonly<Record<string, Action>>): void {
  document.addEventListener('click', (event) => {
    const element = event.target instanceof Element ? event.target.closest('[data-action]') : null;
    if (!(element instanceof HTMLElement)) return;
    const action = actions[element.dataset['action'] ?? ''];
    if (action === undefined) return;
    event.preventDefault();
    attempt('That did not work', () => action(element));
  });
}

/** Runs a handler instead of letting the browser submit the form; its buttons are off while it runs. */
export function onSubmit(selector: string, failureTitle: string, handle: (data: FormData) => Promise<void>) {
  const form = document.querySelector<HTMLFormElement>(selector);
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const buttons = [...form.querySelectorAll('button')];
    const setBusy = (isBusy: boolean) => {
      for (const button of buttons) button.disabled = isBusy;
    };
    setBusy(true);
    handle(new FormData(form))
      .catch((error: unknown) => showFailure(failureTitle, error))
      .finally(() => setBusy(false));
  });
}

/** Shows a failure as a flag. */
export function attempt(failureTitle: string, run: () => void | Promise<void>): void {
  new Promise<void>((resolve) => resolve(run())).catch((error: unknown) => showFailure(failureTitle, error));
}

/** The text of a field of a form. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}
