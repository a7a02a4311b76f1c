import { setTimeout as delay } from 'node:timers/promises';
import { at } from './confluence-client.ts';
import { type FakeAddon, startFakeAddon } from './fake-addon.ts';
import { signWith, toldBy } from './installed-addon.ts';
import type { SiteProcess } from './site-process.ts';

/** Something that was written: where it is read, and what may stand there. */
interface Written {
  readonly path: string;
  /** Where in the answer the value is. */
  readonly at: readonly (string | number)[];
  /** What the site has acknowledged. */
  value: unknown;
  /** What was sent and not answered: it may be there, or not. */
  unanswered: unknown;
  round: number;
}

interface Writer {
  readonly number: number;
  readonly addon: FakeAddon;
  readonly issues: string[];
  readonly pages: string[];
}

const AUTHORIZATION = `Basic ${btoa('admin:admin')}`;
const STORAGE = { representation: 'storage', value: '<p>Text</p>' };

/**
 * Writers that change a site at the same time, each its own things, and remember what the site said that it has done.
 * Everything that they do follows from one number, apart from who comes first.
 */
export class KilledWriters {
  readonly #writers: readonly Writer[];
  readonly #written = new Map<string, Written>();
  /** The secrets that the site has said to be in force. */
  readonly #installed = new Map<FakeAddon, string>();
  #round = 0;
  #count = 0;
  #seed = 20_240_229;
  /** How many requests were answered. */
  acknowledged = 0;

  static async create(count: number): Promise<KilledWriters> {
    const writers = Array.from({ length: count }, async (_, number) => ({
      ...{ number, issues: [], pages: [] },
      addon: await startFakeAddon({ key: `addon-${number}`, scopes: ['READ'] }),
    }));
    return new KilledWriters(await Promise.all(writers));
  }

  private constructor(writers: readonly Writer[]) {
    this.#writers = writers;
  }

  /** A whole number from 0 below `limit`. */
  random(limit: number): number {
    // Marsaglia's xorshift: https://www.jstatsoft.org/article/view/v008i14
    this.#seed ^= this.#seed << 13;
    this.#seed ^= this.#seed >>> 17;
    this.#seed ^= this.#seed << 5;
    return (this.#seed >>> 0) % limit;
  }

  /** Writes until so many requests are answered, and kills the site while others are on their way. */
  async writeUntilKilled(site: SiteProcess, answers: number): Promise<void> {
    this.#round += 1;
    const limit = this.acknowledged + answers;
    let killed: Promise<void> | undefined;
    const write = async (writer: Writer) => {
      while (killed === undefined) {
        try {
          await this.#writeOne(site, writer);
        } catch (error) {
          // A connection that breaks is what this is about; an answer that refuses is not.
          if (killed === undefined || error instanceof Refused) throw error;
          return;
        }
        if (this.acknowledged < limit || killed !== undefined) continue;
        // In the middle of what the others have asked for, which takes a few milliseconds.
        await delay(this.random(4));
        killed ??= site.kill();
      }
    };
    await Promise.all(this.#writers.map(write));
    await killed;
  }

  /** What the site does not have although it said so. */
  async missing(site: SiteProcess, since: 'since the last kill' | 'ever'): Promise<readonly string[]> {
    const missing: string[] = [];
    const written = [...this.#written.values()].filter(
      ({ round }) => since === 'ever' || round === this.#round,
    );
    for (const one of written) {
      const found = at(await this.#read(site, one.path), ...one.at);
      if (found !== one.value && (one.unanswered === undefined || found !== one.unanswered)) {
        missing.push(`${one.path} has ${JSON.stringify(found)} and not ${JSON.stringify(one.value)}`);
      }
      one.value = found;
      one.unanswered = undefined;
    }
    for (const { addon } of this.#writers) {
      if (!this.#installed.has(addon)) continue;
      const path = '/rest/api/3/myself';
      // An update that was on its way may have reached the add-on only, or have been carried out without an answer.
      const secrets = [this.#installed.get(addon) ?? '', String(toldBy(addon)['sharedSecret'])];
      const tries = secrets.map((secret) =>
        fetch(`${site.origin}${path}`, {
          headers: { Authorization: `JWT ${signWith(secret, 'GET', path, { iss: keyOf(addon) })}` },
        }),
      );
      const statuses = (await Promise.all(tries)).map(({ status }) => status);
      const known = secrets[statuses.indexOf(200)];
      if (known === undefined) missing.push(`${keyOf(addon)} is not installed with a secret that it knows`);
      else this.#installed.set(addon, known);
    }
    return missing;
  }

  async #writeOne(site: SiteProcess, writer: Writer): Promise<void> {
    const issue = writer.issues[this.random(Math.max(1, writer.issues.length))];
    const page = writer.pages[this.random(Math.max(1, writer.pages.length))];
    const text = `${writer.number}/${this.#count}`;
    this.#count += 1;
    const choice = this.random(10);
    if (issue === undefined || choice === 0) return this.#createIssue(site, writer, text);
    if (page === undefined || choice === 1) return this.#createPage(site, writer, text);
    if (choice === 2) return this.#install(site, writer);
    if (choice < 5) {
      return this.#put(site, `/rest/api/3/issue/${issue}`, ['fields', 'summary'], text, {
        fields: { summary: text },
      });
    }
    if (choice === 5) return this.#comment(site, issue, text);
    if (choice < 8) return this.#put(site, `/rest/api/3/issue/${issue}/properties/p`, ['value'], text, text);
    // An edit that was not answered may have been counted, so it is asked for.
    const path = `/wiki/api/v2/pages/${page}`;
    const number = Number(at(await this.#read(site, path), 'version', 'number')) + 1;
    const body = { id: page, status: 'current', title: text, body: STORAGE, version: { number } };
    return this.#put(site, path, ['title'], text, body);
  }

  async #createIssue(site: SiteProcess, { issues }: Writer, text: string): Promise<void> {
    const fields = { project: { key: 'DEMO' }, issuetype: { name: 'Task' }, summary: text };
    const created = await this.#send(site, 'POST', '/rest/api/3/issue', { fields });
    const id = String(at(created, 'id'));
    issues.push(id);
    this.#remember(`/rest/api/3/issue/${id}`, ['fields', 'summary'], text);
  }

  async #createPage(site: SiteProcess, { pages }: Writer, text: string): Promise<void> {
    const body = { spaceId: '65537', status: 'current', title: text, body: STORAGE };
    const id = String(at(await this.#send(site, 'POST', '/wiki/api/v2/pages', body), 'id'));
    pages.push(id);
    this.#remember(`/wiki/api/v2/pages/${id}`, ['title'], text);
  }

  async #comment(site: SiteProcess, issue: string, text: string): Promise<void> {
    const path = `/rest/api/2/issue/${issue}/comment`;
    const id = String(at(await this.#send(site, 'POST', path, { body: text }), 'id'));
    this.#remember(`${path}/${id}`, ['body'], text);
  }

  async #install(site: SiteProcess, { addon }: Writer): Promise<void> {
    await this.#send(site, 'POST', '/_connect-kit/api/addons', {
      product: 'jira',
      descriptorUrl: addon.descriptorUrl,
    });
    this.#installed.set(addon, String(toldBy(addon)['sharedSecret']));
  }

  async #put(
    site: SiteProcess,
    path: string,
    where: readonly (string | number)[],
    value: unknown,
    body: unknown,
  ): Promise<void> {
    const key = `${path} ${where.join('/')}`;
    const before = this.#written.get(key);
    if (before !== undefined) {
      before.unanswered = value;
      before.round = this.#round;
    }
    await this.#send(site, 'PUT', path, body);
    this.#remember(path, where, value);
  }

  #remember(path: string, where: readonly (string | number)[], value: unknown): void {
    const key = `${path} ${where.join('/')}`;
    this.#written.set(key, { path, at: where, value, unanswered: undefined, round: this.#round });
  }

  async #read(site: SiteProcess, path: string): Promise<unknown> {
    const response = await fetch(`${site.origin}${path}`, { headers: { Authorization: AUTHORIZATION } });
    return response.ok ? response.json() : undefined;
  }

  async #send(site: SiteProcess, method: string, path: string, body: unknown): Promise<unknown> {
    const isControl = path.startsWith('/_connect-kit/');
    const response = await fetch(`${site.origin}${path}`, {
      method,
      headers: {
        Authorization: isControl ? `Bearer ${site.controlToken}` : AUTHORIZATION,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(`${method} ${path}: ${response.status} ${text}`);
    this.acknowledged += 1;
    return text === '' ? undefined : JSON.parse(text);
  }
}

class Refused extends Error {}

function keyOf(addon: FakeAddon): string {
  return String(toldBy(addon)['key']);
}
