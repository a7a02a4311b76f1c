import { Agent, request } from 'node:http';
import { hasCode } from '../../src/core/errors.ts';
import { isRecord } from '../../src/core/json.ts';
import type { CoveredOperation } from './rest-coverage.ts';

/** A request to an operation of the catalogue. */
export interface Step {
  readonly operation: CoveredOperation;
  /** With its parameters filled, and a query. */
  readonly path: string;
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly step: Step;
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** Versions 2 and `latest` of Jira's platform API are walked as version 3 is. */
export function versionsOf({ path }: CoveredOperation): readonly string[] {
  if (!path.startsWith('/rest/api/3/')) return [path];
  return ['3', '2', 'latest'].map((version) => path.replace('/rest/api/3/', `/rest/api/${version}/`));
}

/** Sends requests, a few at a time. An answer that never comes is named by its operation. */
export async function walk(origin: string, steps: readonly Step[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const agent = new Agent({ keepAlive: true });
  const next = steps.values();
  const walkOn = async () => {
    for (const step of next) {
      answers.push(
        await take(origin, step, agent).catch((error: unknown) => {
          throw new Error(`${step.operation.method} ${step.path} has no answer`, { cause: error });
        }),
      );
    }
  };
  try {
    await Promise.all(Array.from({ length: 16 }, walkOn));
  } finally {
    agent.destroy();
  }
  return answers;
}

/** Without `fetch`, which takes longer than what it asks for: there are tens of thousands of steps. */
function take(origin: string, step: Step, agent: Agent): Promise<Answer> {
  const { operation, path, body, headers } = step;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(path, origin),
      { method: operation.method, headers, agent, timeout: 60_000 },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            step,
            status: incoming.statusCode ?? 0,
            header: (name) => [incoming.headers[name.toLowerCase()] ?? []].flat()[0],
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('a minute has passed')));
    outgoing.on('error', (error) => {
      // The server may have given up a connection that was idle just when it was taken again: nothing was answered on it.
      if (outgoing.reusedSocket && hasCode(error, 'ECONNRESET', 'EPIPE')) {
        resolve(take(origin, step, agent));
      } else reject(error);
    });
    outgoing.end(body);
  });
}

/** What is wrong with an answer whatever was asked; nothing for one that a product might give. */
export function faultsOf({
  step: { operation, path, body },
  status,
  header,
  text,
}: Answer): readonly string[] {
  const named = `${operation.method} ${path} ${body?.slice(0, 200) ?? ''}: ${status} ${text.slice(0, 300)}`;
  const isGeneric = text.includes("connect-kit's dev instance does not emulate it");
  if (status >= 500 && status !== 501) return [`fails: ${named}`];
  if (isGeneric && operation.isEmulated) return [`is emulated, and says that it is not: ${named}`];
  if (status === 501) return hasReason(text) ? [] : [`does not say what is missing: ${named}`];
  // Text under the name of JSON, in Jira as well.
  if (status === 200 && operation.path === '/rest/api/3/mypreferences') return [];
  const isJson = header('Content-Type')?.startsWith('application/json') === true;
  if (isJson && parse(text) === undefined) return [`answers no JSON: ${named}`];
  if (status >= 400 && !hasReason(text)) return [`says nothing of what is wrong: ${named}`];
  if (status < 300 && text !== '' && !isJson && !isFile(operation.path)) return [`answers no JSON: ${named}`];
  return [];
}

function isFile(path: string): boolean {
  return /\/(?:content|thumbnail|image|download|data)(?:\/|$)|avatar/.test(path);
}

/** Errors of the products come in several forms, and all of them say something. */
function hasReason(text: string): boolean {
  const body = parse(text);
  const errors = Array.isArray(body) ? body[0] : body;
  if (!isRecord(errors)) return false;
  const parts = ['message', 'errorMessages', 'errors', 'error', 'errorMessage'].map((name) => errors[name]);
  return parts.some((part) => part !== undefined && JSON.stringify(part).length > 2);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The path with a value for each parameter that nothing is called. */
export function plain(path: string): string {
  return path.replaceAll(/\{[^}]+\}/g, 'x');
}

export function nameOf({ method, path }: CoveredOperation): string {
  return `${method} ${path}`;
}

export function shown({ step: { operation, path }, status, text }: Answer): string {
  return `${operation.method} ${path}: ${status} ${text.slice(0, 200)}`;
}
