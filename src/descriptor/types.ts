/** The add-on descriptor, as far as every part of connect-kit relies on it once it passed the schema. */
export interface Descriptor {
  readonly key: string;
  readonly name?: string;
  readonly description?: string;
  /** Absolute URL that all other URLs of the descriptor are relative to. */
  readonly baseUrl: string;
  /** `jwt` where there is no type. */
  readonly authentication: { readonly type?: 'jwt' | 'none' | 'JWT' | 'NONE' };
  readonly lifecycle?: {
    readonly installed?: string;
    readonly enabled?: string;
    readonly disabled?: string;
    readonly uninstalled?: string;
  };
  readonly scopes?: readonly string[];
  readonly apiVersion?: number;
  readonly version?: string;
  readonly enableLicensing?: boolean;
  readonly vendor?: { readonly name?: string; readonly url?: string };
  readonly links?: Readonly<Record<string, string>>;
  readonly apiMigrations?: Readonly<Record<string, boolean>>;
  /** Module lists, or single objects, by module type. Their entries are narrowed where they are used. */
  readonly modules?: Readonly<Record<string, unknown>>;
}
