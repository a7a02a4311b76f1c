import { splitUrl } from '../jwt/canonical-request.ts';
import type { ExchangeKind, Verdict } from '../proxy/exchange.ts';
import type { Judgement, ProxiedRequest } from '../proxy/judge.ts';
import { fitsSecret, issuerOf, judgeToken } from '../proxy/judge-token.ts';
import { baseUrlOf, type Installation } from './addons/installation.ts';
import type { Services } from './services.ts';

/**
 * Judges a request to an add-on of this site by the token on it, as the add-on should.
 * @returns undefined for requests that the instance itself sends and reports
 */
export async function judgeAddonRequest(
  request: ProxiedRequest,
  services: Services,
): Promise<Judgement | undefined> {
  const header = request.headers.authorization;
  if (header !== undefined && services.deliverer.isUnderWay(header)) return undefined;
  const query = new URLSearchParams(splitUrl(request.url).query);
  const token = query.get('jwt') ?? /^JWT (.+)$/i.exec(header ?? '')?.[1];
  const kind: ExchangeKind = query.has('xdm_e') ? 'module' : 'other';
  if (token === undefined || token === null) return { kind, addonKey: null, verdict: null };
  const judgements = await Promise.all(
    findByToken(token, services).map(async (installation) => ({
      kind,
      addonKey: installation.descriptor.key,
      product: installation.product,
      verdict: await judge(token, installation, request, services),
    })),
  );
  // The add-on whose secret fits is the one that it is for, whatever else is wrong with the token.
  const best = judgements.find(({ verdict }) => fitsSecret(verdict)) ?? judgements[0];
  const faults = services.signer.markOf(token)?.faults;
  if (best !== undefined) return faults === undefined ? best : { ...best, faults };
  const message = 'No installed add-on shares a secret with the issuer of this token.';
  return { kind, addonKey: null, verdict: { valid: false, reason: 'unknown-issuer', message } };
}

/**
 * Tokens of the host name the client key, which all add-ons of a product share; session tokens of an add-on its own
 * key.
 */
function findByToken(token: string, { installations, site }: Services): readonly Installation[] {
  const issuer = issuerOf(token);
  return installations
    .list()
    .filter(
      ({ product, descriptor }) => issuer === site.products[product].clientKey || issuer === descriptor.key,
    );
}

async function judge(
  token: string,
  installation: Installation,
  request: ProxiedRequest,
  { clock }: Services,
): Promise<Verdict> {
  const { sharedSecret, descriptor } = installation;
  if (sharedSecret === undefined) {
    return { valid: false, reason: 'unknown-issuer', message: 'The add-on has authentication none.' };
  }
  return judgeToken(
    token,
    { addonKey: descriptor.key, sharedSecret },
    { method: request.method, url: request.url, baseUrl: baseUrlOf(installation) },
    clock.now(),
  );
}
