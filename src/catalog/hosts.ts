/** What is known of the machines that base URLs name. Host names are those of `URL`: lower case, IPv6 in brackets. */

/**
 * True for hosts that only machines nearby can reach: this machine, private networks, names without a dot, and the
 * domains that are reserved for such use.
 * @see https://www.rfc-editor.org/rfc/rfc1918 https://www.rfc-editor.org/rfc/rfc6761 https://www.rfc-editor.org/rfc/rfc6762
 */
export function isLocalHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return /^\[(?:::1?\]|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/.test(hostname);
  if (/^\d+(?:\.\d+){3}$/.test(hostname)) return isPrivateAddress(hostname);
  return !hostname.includes('.') || /\.(?:localhost|local|internal|lan|test|home\.arpa)\.?$/.test(hostname);
}

function isPrivateAddress(address: string): boolean {
  const [first = 0, second = 0] = address.split('.').map(Number);
  if (first === 172) return second >= 16 && second < 32;
  // Shared by the customers of a provider, and used by private overlay networks: RFC 6598.
  if (first === 100) return second >= 64 && second < 128;
  return (
    [0, 10, 127].includes(first) || (first === 192 && second === 168) || (first === 169 && second === 254)
  );
}

/** Domains below which services give a machine at hand an address on the web for a while, and who does. */
export const TUNNEL_DOMAINS: Readonly<Record<string, string>> = {
  'ngrok.io': 'ngrok',
  'ngrok.app': 'ngrok',
  'ngrok.dev': 'ngrok',
  'ngrok-free.app': 'ngrok',
  'ngrok-free.dev': 'ngrok',
  'ngrok.com': 'ngrok',
  'trycloudflare.com': 'Cloudflare',
  'loca.lt': 'localtunnel',
  'localtunnel.me': 'localtunnel',
  'serveo.net': 'Serveo',
  'serveousercontent.com': 'Serveo',
  'localhost.run': 'localhost.run',
  'lhr.life': 'localhost.run',
  'lhr.rocks': 'localhost.run',
  'lhrtunnel.link': 'localhost.run',
  'tunnelmole.com': 'Tunnelmole',
  'tunnelmole.net': 'Tunnelmole',
  'devtunnels.ms': 'Visual Studio dev tunnels',
  'app.github.dev': 'GitHub Codespaces',
  'github.dev': 'GitHub Codespaces',
  'githubpreview.dev': 'GitHub Codespaces',
  'gitpod.io': 'Gitpod',
  'gitpod.dev': 'Gitpod',
  'pagekite.me': 'PageKite',
  'telebit.io': 'Telebit',
  'bore.pub': 'bore',
  'pinggy.io': 'Pinggy',
  'pinggy.link': 'Pinggy',
  'pinggy.online': 'Pinggy',
  'zrok.io': 'zrok',
  'loclx.io': 'LocalXpose',
  'sharedwithexpose.com': 'Expose',
  'ts.net': 'Tailscale Funnel',
  'csb.app': 'CodeSandbox',
  'webcontainer.io': 'StackBlitz',
  'replit.dev': 'Replit',
};

/** The service whose tunnel a host is the end of. */
export function tunnelOf(hostname: string): string | undefined {
  const domain = domainOf(hostname, Object.keys(TUNNEL_DOMAINS));
  return domain === undefined ? undefined : TUNNEL_DOMAINS[domain];
}

/**
 * Hosts that cannot be an add-on's, and what they are instead, as the end of a sentence.
 * That raw files are not shown as pages: https://github.blog/2013-04-24-heads-up-nosniff-header-support-coming-to-chrome-and-firefox/
 */
export const FOREIGN_DOMAINS: Readonly<Record<string, string>> = {
  'atlassian.net': 'is a site of Atlassian, where Jira or Confluence answers and not the add-on',
  'jira.com': 'is a site of Atlassian, where Jira or Confluence answers and not the add-on',
  'jira-dev.com': 'is a site of Atlassian, where Jira or Confluence answers and not the add-on',
  'atlassian-us-gov-mod.net': 'is a site of Atlassian, where Jira or Confluence answers and not the add-on',
  'raw.githubusercontent.com': 'serves every file as plain text, so that frames show the source of pages',
  'gist.githubusercontent.com': 'serves every file as plain text, so that frames show the source of pages',
  'github.com': 'shows repositories, and forbids to be shown in a frame',
  'gist.github.com': 'shows repositories, and forbids to be shown in a frame',
  'gitlab.com': 'shows repositories, and forbids to be shown in a frame',
  'bitbucket.org': 'shows repositories, and forbids to be shown in a frame',
};

/** What a host is when it cannot be an add-on's. */
export function foreignHost(hostname: string): string | undefined {
  const domain = domainOf(hostname, Object.keys(FOREIGN_DOMAINS));
  return domain === undefined ? undefined : FOREIGN_DOMAINS[domain];
}

/** Domains that are reserved for examples, so that nobody can have an add-on there: RFC 2606. */
const EXAMPLE_DOMAINS = ['example.com', 'example.org', 'example.net', 'example', 'invalid'];
/** Words that stand where the name of somebody's own is due; none of them begins a name that anybody would keep. */
const STAND_IN =
  /(?:^|[.-])(?:your-?(?:own|app|addon|add-on|domain|host|server|site|company|name|base|url|tunnel|ngrok|subdomain)|change-?me|replace-?(?:me|this|with)|insert-|placeholder|todo\.|tbd\.)/;

/** True for hosts that stand for the one that somebody was to write there. */
export function isExampleHost(hostname: string): boolean {
  return domainOf(hostname, EXAMPLE_DOMAINS) !== undefined || STAND_IN.test(hostname);
}

/** The one of `domains` that a host is, or is below. */
function domainOf(hostname: string, domains: readonly string[]): string | undefined {
  const name = hostname.replace(/\.$/, '');
  return domains.find((domain) => name === domain || name.endsWith(`.${domain}`));
}
