import type { Diagnostic } from '../../core/diagnostics.ts';

/** Why a product refused to install an add-on. `code` is the product's own key for it. */
export class InstallError extends Error {
  override readonly name = 'InstallError';
  readonly code: string;
  /** What the linter found, when the descriptor was refused for it. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(code: string, message: string, diagnostics: readonly Diagnostic[] = []) {
    super(message);
    this.code = code;
    this.diagnostics = diagnostics;
  }
}
