import path from 'node:path';

/** connect-kit as people get it: packed, and installed from the tarball. */
export interface PackedConnectKit {
  /** The launcher inside the installed package. Run it with `process.execPath`. */
  readonly bin: string;
  readonly tarball: string;
}

/** @throws when the end-to-end tests were started without the script that packs and installs connect-kit */
export function packedConnectKit(): PackedConnectKit {
  return { bin: required('CONNECT_KIT_BIN'), tarball: required('CONNECT_KIT_TARBALL') };
}

function required(name: string): string {
  const value = process.env[name];
  if (value !== undefined && path.isAbsolute(value)) return value;
  throw new Error(
    `${name} must be an absolute path. Run "npm run test:e2e": it packs connect-kit, installs the tarball and sets it.`,
  );
}
