import { ConnectKitError, EnvironmentError, EXIT, type ExitCode, NotFineError } from '../core/errors.ts';

/** Why a site did not do what it was asked for. */
export interface SiteFailure {
  readonly ok: false;
  /** Our own code: `install-refused`, `site-forbidden`, `site-unreachable`, `site-unexpected`, … */
  readonly code: string;
  /** The site's code: `connect.install.error.…`, `upm.pluginInstall.error.…`; undefined when it gave none. */
  readonly siteCode: string | undefined;
  readonly message: string;
  readonly where: string | undefined;
  /** What to do about it, most likely first. */
  readonly advice: readonly string[];
  readonly exitCode: ExitCode;
  readonly cause?: unknown;
}

/** A site's refusal of an add-on, with the code that it gave. */
export class InstallRefusedError extends NotFineError {
  readonly siteCode: string | undefined;

  constructor(
    siteCode: string | undefined,
    message: string,
    details: ConstructorParameters<typeof NotFineError>[2],
  ) {
    super('install-refused', message, details);
    this.siteCode = siteCode;
  }
}

/** What was thrown as a result; undefined for what is no failure of the site's. */
export function toFailure(error: unknown): SiteFailure | undefined {
  if (!(error instanceof NotFineError || error instanceof EnvironmentError)) return undefined;
  return {
    ok: false,
    code: error.code,
    siteCode: error instanceof InstallRefusedError ? error.siteCode : undefined,
    message: error.message,
    where: error.where,
    advice: error.nextSteps,
    exitCode: error.exitCode,
    cause: error,
  };
}

/** The same as an error, for commands that end with it. */
export function toError(failure: SiteFailure): ConnectKitError {
  const { code, message, where, advice, exitCode, cause } = failure;
  if (cause instanceof ConnectKitError && cause.message === message && cause.nextSteps === advice)
    return cause;
  const details = { ...(where === undefined ? {} : { where }), nextSteps: advice, cause };
  return exitCode === EXIT.environment
    ? new EnvironmentError(code, message, details)
    : new NotFineError(code, message, details);
}
