import { isRecord, stringAt } from '../core/json.ts';
import { declaredBaseUrl, publicBaseUrl } from './descriptor.ts';

/** What the add-on has said of itself in the descriptor that went by last. */
export class KnownAddon {
  #descriptor: Record<string, unknown> = {};
  #declared: string | undefined;
  #publicUrl: URL | undefined;

  /** @param text the descriptor as the add-on itself answers it */
  see(text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return;
    }
    if (!isRecord(value)) return;
    this.#descriptor = value;
    this.#declared = declaredBaseUrl(text);
  }

  /** The address that the add-on is served under. */
  servedAs(publicUrl: string | undefined): void {
    this.#publicUrl = publicUrl === undefined ? undefined : new URL(publicUrl);
  }

  /** The address that the world knows; undefined as long as only this machine does. */
  get publicUrl(): string | undefined {
    return this.#publicUrl?.href;
  }

  get key(): string | undefined {
    return stringAt(this.#descriptor, 'key');
  }

  /** The base URL that the add-on takes for its own. */
  get declaredBaseUrl(): string | undefined {
    return this.#declared;
  }

  /** The base URL that products know, which hashes are made below. */
  get baseUrl(): string | undefined {
    if (this.#publicUrl === undefined) return this.#declared;
    return publicBaseUrl(this.#declared ?? '', this.#publicUrl);
  }

  /** Which of the lifecycle's callbacks a path is. */
  lifecycleAt(path: string): string | undefined {
    const { lifecycle } = this.#descriptor;
    if (!isRecord(lifecycle)) return undefined;
    return Object.keys(lifecycle).find((event) => this.#isAt(path, stringAt(lifecycle, event)));
  }

  /** Whether the add-on has webhooks sent to a path. */
  isWebhook(path: string): boolean {
    const modules = this.#descriptor['modules'];
    const webhooks = isRecord(modules) ? modules['webhooks'] : undefined;
    return Array.isArray(webhooks) && webhooks.some((one) => this.#isAt(path, stringAt(one, 'url')));
  }

  #isAt(path: string, declared: string | undefined): boolean {
    if (declared === undefined) return false;
    const below = declared.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/)[0] ?? '';
    const { baseUrl } = this;
    const basePath = baseUrl !== undefined && URL.canParse(baseUrl) ? new URL(baseUrl).pathname : '/';
    // A webhook's address may name what it is about.
    const pattern = `${basePath.replace(/\/$/, '')}/${below.replace(/^\//, '')}`
      .split(/\$?\{[^}]*\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${pattern.join('[^/]*')}$`).test(path);
  }
}
