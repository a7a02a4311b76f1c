import { formatDate, PRIVATE_INSTALLS_END } from '../catalog/calendar.ts';
import type { SiteTarget } from './target.ts';

const CALLBACK = 'connect.install.error.remote.host.bad.response.';
/** The site takes descriptors from the Marketplace only. */
export const NOT_FROM_MARKETPLACE = 'upm.pluginInstall.error.descriptor.not.from.marketplace';

/**
 * What to do about an error code of UPM or Connect, most likely first.
 * @param kind whose code it is: of the dev instance, something else may be the matter than of a site in the cloud
 */
export function adviceFor(code: string, kind: SiteTarget['kind'] = 'embedded'): readonly string[] {
  if (code.startsWith(CALLBACK)) return adviceForCallback(code.slice(CALLBACK.length), kind);
  const ofReal = kind === 'real' && Object.hasOwn(ADVICE_OF_REAL, code) ? ADVICE_OF_REAL[code] : undefined;
  return ofReal ?? (Object.hasOwn(ADVICE, code) ? ADVICE[code] : undefined) ?? [];
}

/** What still works where sites refuse private add-ons. */
export const WHAT_STILL_WORKS: readonly string[] = [
  'The dev instance still takes it: connect-kit dev, or connect-kit install --site embedded',
  'A site takes it in a Forge app whose manifest has the same modules below connectModules.',
];

/** True from the day on which private add-ons are no longer installed by the address of their descriptor. */
export function havePrivateInstallsEnded(now: number): boolean {
  return now >= Date.parse(PRIVATE_INSTALLS_END.date);
}

export function sayThatPrivateInstallsEnded(): string {
  return `Since ${formatDate(PRIVATE_INSTALLS_END.date)}, sites in the cloud install no private Connect add-on by the address of its descriptor.`;
}

function adviceForCallback(status: string, kind: SiteTarget['kind']): readonly string[] {
  if (status === '401') {
    return [
      "The add-on did not accept the install's token. It compares the token's audience with its own base URL: set that (AC_LOCAL_BASE_URL in many frameworks) to the descriptor's baseUrl.",
      kind === 'embedded'
        ? 'It must also fetch the public key from the dev instance: set CONNECT_KEYS_CDN_URL to its /install-keys address.'
        : 'It must also fetch the public key from Atlassian: leave CONNECT_KEYS_CDN_URL unset.',
    ];
  }
  if (status === '404') return ['Check lifecycle.installed in the descriptor: nothing answers there.'];
  if (status === '403') {
    return [
      'Something turned the site away before the add-on could answer: a firewall, or the page with which some tunnels greet.',
    ];
  }
  if (status === '502' || status === '503') {
    return [
      "Nothing answers behind the add-on's address: is the add-on running, and the tunnel? Look into the add-on's own log.",
    ];
  }
  if (status.startsWith('5')) return ["Look into the add-on's own log: its handler of `installed` failed."];
  return ['`installed` must answer 200 or 204.'];
}

const VALIDATE = 'Run `connect-kit validate descriptor` on it to see every finding with its place.';
const CERTIFICATE =
  'Serve the add-on with a certificate that everybody trusts, all of its chain included; a tunnel does that.';
const NOT_THERE = "Check that the add-on listens at its descriptor's baseUrl.";

/** Where a site in the cloud means something else by a code than the dev instance does. */
const ADVICE_OF_REAL: Readonly<Record<string, readonly string[]>> = {
  'connect.install.error.base_url.no_tls': [
    'Serve the add-on over https: `connect-kit tunnel` does that for one on this machine.',
  ],
  'connect.install.error.remote.host.bad.domain': [
    "The site cannot resolve the host of the add-on's base URL: it must have a name that everybody can look up.",
  ],
  'connect.remote.upm.install.exception': [
    NOT_THERE,
    'A site reaches addresses on the web only, and those at port 443, 80 and 8080.',
  ],
};

const ADVICE: Readonly<Record<string, readonly string[]>> = {
  'connect.install.error.remote.descriptor.validation': [VALIDATE],
  'connect.install.error.remote.descriptor.validation.dev': [VALIDATE],
  'connect.install.error.auth.with.no.installed.callback': [
    'Add `"lifecycle": { "installed": "/installed" }`, where the add-on learns its shared secret, or set authentication to none.',
  ],
  'connect.install.error.base_url.no_scheme': ['Write baseUrl with https:// in front.'],
  'connect.install.error.base_url.no_tls': [
    'Serve the add-on over https, or install it from an address on this machine or network.',
  ],
  'connect.install.error.missing.scope': ['Add `"READ"` to the scopes of the descriptor.'],
  'connect.install.error.no.modules': ['Add a module to the descriptor: the product has nothing to show.'],
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
  'connect.install.error.user.provisioning': [
    'The product could not make a user for the add-on. Uninstall what is left of it, and try again later.',
  ],
  'connect.install.error.addon.admin.permission': [
    'The product could not make the user of the add-on an administrator, which the scope ADMIN asks for: leave the scope out, or ask an administrator of the organisation.',
  ],
  'connect.install.error.remote.host.bad.domain': [
    "The host of the descriptor's baseUrl has no address: check how it is written.",
  ],
  'connect.install.error.remote.host.ssl': [CERTIFICATE],
  'connect.install.error.remote.host.timeout': [
    '`installed` must answer within some seconds; do longer work afterwards.',
  ],
  'connect.remote.upm.install.exception': [NOT_THERE],
  'connect.remote.upm.install.internal.error': [
    'The product itself failed. Try again; if it stays so, uninstall the add-on first.',
  ],
  'upm.pluginInstall.error.file.not.found': ["Check the descriptor's path."],
  'upm.pluginInstall.error.access.denied': [
    'The descriptor must be readable by everybody: the site fetches it without signing in.',
  ],
  'upm.pluginInstall.error.ssl': [CERTIFICATE],
  'upm.pluginInstall.error.response.exception': [
    'The site could not fetch the descriptor. Open its address in a browser on another machine, and check that it answers JSON.',
  ],
  'upm.pluginInstall.error.install.failed': [VALIDATE],
  'upm.pluginInstall.error.unrecognised.plugin.version': [
    'What is at the address is no descriptor: check that it answers JSON with `key` and `baseUrl`.',
  ],
  'upm.pluginInstall.error.safe.mode': [
    'Apps are switched off (safe mode): an administrator ends that under Manage apps.',
  ],
  'upm.error.invalid.token': ['Somebody else installed at the same moment. Try again.'],
  [NOT_FROM_MARKETPLACE]: ['Enable development mode under Manage apps → Settings.'],
};
