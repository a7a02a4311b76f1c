/** Reads like a sentence in front of what is run: `npm install`, `npx connect-kit dev`, `npm run test`. */
interface PackageManager {
  /** Runs a program of the project's dependencies. */
  readonly exec: string;
}

export const packageManagers = {
  npm: { exec: 'npx' },
  pnpm: { exec: 'pnpm exec' },
  yarn: { exec: 'yarn' },
  bun: { exec: 'bunx' },
} as const satisfies Readonly<Record<string, PackageManager>>;

export type PackageManagerName = keyof typeof packageManagers;

export function isPackageManager(name: string): name is PackageManagerName {
  return Object.hasOwn(packageManagers, name);
}

export function packageManagerNames(): readonly PackageManagerName[] {
  return Object.keys(packageManagers).filter(isPackageManager);
}

/**
 * The package manager that started this program, npm when none did.
 * @param userAgent `npm_config_user_agent`, for instance `pnpm/10.1.0 npm/? node/v20.19.0 linux x64`
 */
export function packageManagerOf(userAgent: string | undefined): PackageManagerName {
  const name = userAgent?.split('/')[0] ?? '';
  return isPackageManager(name) ? name : 'npm';
}
