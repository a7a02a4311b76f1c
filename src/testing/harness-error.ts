import { ConnectKitError } from '../core/errors.ts';
import { InstanceRefusedError } from '../instance/control-client.ts';
import { InstallRefusedError } from '../site/site-failure.ts';

import { type Realm, toRealm } from './realm.ts';

export interface HarnessErrorFields {
  readonly code: string;
  readonly where?: string | undefined;
  readonly nextSteps?: readonly string[];
  /** The product's own key for a refusal. */
  readonly productCode?: string | undefined;
  readonly cause?: unknown;
}

/** An error as tests get it: what happened, where and what to do in its message, and each by itself. */
export function harnessError(realm: Realm, message: string, fields: HarnessErrorFields): Error {
  const { code, where, nextSteps = [], productCode, cause } = fields;
  const more = [...(where === undefined ? [] : [`at ${where}`]), ...nextSteps];
  const text = [message, ...more.map((line) => `  ${line}`)].join('\n');
  const error = new realm.Error(text, cause === undefined ? undefined : { cause });
  return Object.assign(error, {
    name: 'ConnectKitError',
    code,
    nextSteps: toRealm(realm, nextSteps),
    ...(where === undefined ? {} : { where }),
    ...(productCode === undefined ? {} : { productCode }),
  });
}

/** The work's result; errors that are for people come out as the caller's own. */
export async function inRealm<T>(realm: Realm, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translate(realm, error);
  }
}

function translate(realm: Realm, error: unknown): unknown {
  if (!(error instanceof ConnectKitError)) return error;
  const { message, nextSteps, where, cause } = error;
  if (error instanceof InstanceRefusedError) {
    return harnessError(realm, message, { code: error.reason ?? error.code, nextSteps });
  }
  const productCode = error instanceof InstallRefusedError ? error.siteCode : undefined;
  return harnessError(realm, message, { code: error.code, where, nextSteps, productCode, cause });
}
