const CALLBACK = 'connect.install.error.remote.host.bad.response.';

/** What to do about an error code of UPM or Connect, most likely first. */
export function adviceFor(code: string): readonly string[] {
  if (code.startsWith(CALLBACK)) return adviceForCallback(code.slice(CALLBACK.length));
  return (Object.hasOwn(ADVICE, code) ? ADVICE[code] : undefined) ?? [];
}

function adviceForCallback(status: string): readonly string[] {
  if (status === '401') {
    return [
      "The add-on did not accept the install's token. It compares the token's audience with its own base URL: set that (AC_LOCAL_BASE_URL in many frameworks) to the descriptor's baseUrl.",
      'It must also fetch the public key from the dev instance: set CONNECT_KEYS_CDN_URL to its /install-keys address.',
    ];
  }
  if (status === '404') return ['Check lifecycle.installed in the descriptor: nothing answers there.'];
  if (status.startsWith('5')) return ["Look into the add-on's own log: its handler of `installed` failed."];
  return ['`installed` must answer 200 or 204.'];
}

const ADVICE: Readonly<Record<string, readonly string[]>> = {
  'connect.install.error.remote.descriptor.validation.dev': [
    'Run `connect-kit validate descriptor` on it to see every finding with its place.',
  ],
  'connect.install.error.auth.with.no.installed.callback': [
    'Add `"lifecycle": { "installed": "/installed" }`, where the add-on learns its shared secret, or set authentication to none.',
  ],
  'connect.install.error.base_url.no_tls': [
    'Serve the add-on over https, or install it from an address on this machine or network.',
  ],
  'connect.install.error.missing.scope': ['Add `"READ"` to the scopes of the descriptor.'],
  'connect.install.error.unknown.module': [
    'Check the names below `modules`, and the product that they are for.',
  ],
  'connect.install.error.invalid.location': [
    'Choose another location: the products keep this one to themselves.',
  ],
  'connect.install.error.page.with.invalid.condition': [
    'Take the condition off the page: it needs an issue, a project or content, which a page does not have.',
  ],
  'connect.install.error.invalid.condition.parameters': [
    'Run `connect-kit validate descriptor` on it to see which parameters the condition takes.',
  ],
  'connect.install.error.remote.host.timeout': [
    '`installed` must answer within some seconds; do longer work afterwards.',
  ],
  'connect.remote.upm.install.exception': ["Check that the add-on listens at its descriptor's baseUrl."],
  'upm.pluginInstall.error.file.not.found': ["Check the descriptor's path."],
  'upm.pluginInstall.error.descriptor.not.from.marketplace': [
    'Enable development mode under Manage apps → Settings.',
  ],
};
