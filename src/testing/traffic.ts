import { parseDuration } from '../core/duration.ts';
import { closest } from '../core/suggest.ts';
import type { Duration, Traffic, TrafficMatch, TrafficRequest } from './api.ts';
import { harnessError, inRealm } from './harness-error.ts';
import { listIn } from './realm.ts';
import type { SiteLink } from './site-link.ts';
import {
  describeMatch,
  describeRequest,
  fits,
  MATCH_FIELDS,
  toRequest,
  unknownFields,
} from './traffic-request.ts';

const WAIT_MS = 10_000;
/** What a failed assertion lists. */
const SHOWN = 20;

/** What has passed between a site and its add-ons, for tests to look at. */
export function createTraffic(link: SiteLink): Traffic {
  const { realm } = link;
  return {
    requests: (match = {}) => inRealm(realm, () => find(match)),
    waitFor: (match, options = {}) =>
      inRealm(realm, () => waitFor(match, msOf(link, options.timeout ?? WAIT_MS))),
    assertRequest: (match, { times } = {}) => inRealm(realm, () => assertRequest(match, times)),
    assertNoRequest: (match) =>
      inRealm(realm, async () => {
        const found = await find(match);
        if (found.length === 0) return;
        throw await unexpected(`No request should have been seen: ${describeMatch(match)}.`, found);
      }),
    assertAccepted: () =>
      inRealm(realm, async () => {
        const refused = await find({
          from: 'addon',
          where: ({ status }) => status === 401 || status === 403,
        });
        if (refused.length === 0) return;
        throw await unexpected('The products have refused requests of the add-on.', refused);
      }),
    clear: () => inRealm(realm, () => link.log.clear()),
  };

  async function find(match: TrafficMatch): Promise<readonly TrafficRequest[]> {
    checkMatch(match);
    const exchanges = await link.log.list();
    return listIn(
      realm,
      exchanges.map((exchange) => toRequest(exchange, realm)).filter((request) => fits(request, match)),
    );
  }

  async function assertRequest(match: TrafficMatch, times: number | undefined) {
    const found = await find(match);
    if (times === undefined ? found.length > 0 : found.length === times) return found;
    const wanted = times === undefined ? 'A request' : times === 1 ? 'One request' : `${times} requests`;
    const seen = found.length === 0 ? 'none was' : `${found.length} ${found.length === 1 ? 'was' : 'were'}`;
    throw await unexpected(`${wanted} should have been seen, and ${seen}: ${describeMatch(match)}.`);
  }

  async function waitFor(match: TrafficMatch, timeoutMs: number): Promise<TrafficRequest> {
    checkMatch(match);
    let onFound: (request: TrafficRequest) => void = () => {};
    const found = new Promise<TrafficRequest>((resolve) => {
      onFound = resolve;
    });
    const over = new AbortController();
    const unfollow = await link.log.follow((exchange) => {
      const request = toRequest(exchange, realm);
      if (fits(request, match)) onFound(request);
    });
    try {
      const [past] = await find(match);
      if (past !== undefined) return past;
      const late = link.clock.sleep(timeoutMs, AbortSignal.any([over.signal, link.signal])).then(
        () => undefined,
        () => undefined,
      );
      const request = await Promise.race([found, late]);
      if (request !== undefined) return request;
      throw await unexpected(`No such request came within ${timeoutMs / 1000} s: ${describeMatch(match)}.`);
    } finally {
      over.abort();
      unfollow();
    }
  }

  function checkMatch(match: TrafficMatch): void {
    const [unknown] = unknownFields(match);
    if (unknown === undefined) return;
    const meant = closest(unknown, MATCH_FIELDS);
    throw harnessError(realm, `A request is not found by ${JSON.stringify(unknown)}.`, {
      code: 'match-invalid',
      nextSteps: [meant === undefined ? `There is ${MATCH_FIELDS.join(', ')}.` : `Did you mean ${meant}?`],
    });
  }

  async function unexpected(message: string, listed?: readonly TrafficRequest[]): Promise<Error> {
    const seen = listed ?? (await find({}));
    const shown = seen.slice(-SHOWN).map(describeRequest);
    const more = seen.length > SHOWN ? [`… and ${seen.length - SHOWN} before`] : [];
    const lines = seen.length === 0 ? ['Nothing has passed at all.'] : ['Seen:', ...more, ...shown];
    return harnessError(realm, message, { code: 'traffic-unexpected', nextSteps: lines });
  }
}

/** @throws an error of the caller's for what is no length of time */
export function msOf({ realm }: Pick<SiteLink, 'realm'>, duration: Duration): number {
  const ms = typeof duration === 'number' ? duration : parseDuration(duration);
  if (ms !== undefined && Number.isFinite(ms) && ms >= 0) return ms;
  throw harnessError(realm, `${JSON.stringify(duration)} is no length of time.`, {
    code: 'duration-invalid',
    nextSteps: ['Write it as 90s, 3m or 1h30m, or in milliseconds.'],
  });
}
