import { send } from '../api.ts';
import { page } from '../page-data.ts';
import { onActions, onSubmit, textOf } from './actions.ts';

const ADDONS = '/_connect-kit/api/addons';

/** Installing, switching and removing add-ons. */
export function enableAppManagement(): void {
  onSubmit('#install-form', 'The app was not installed', async (data) => {
    await send('POST', ADDONS, {
      product: page.product,
      descriptorUrl: textOf(data, 'descriptorUrl').trim(),
    });
    window.location.reload();
  });
  onActions({
    'enable-addon': (button) => change('POST', button, '/enable'),
    'disable-addon': (button) => change('POST', button, '/disable'),
    'uninstall-addon': (button) => change('DELETE', button, ''),
  });
}

async function change(method: string, button: HTMLElement, suffix: string): Promise<void> {
  const key = encodeURIComponent(button.dataset['key'] ?? '');
  await send(method, `${ADDONS}/${page.product}/${key}${suffix}`);
  window.location.reload();
}
