/** Reads like a sentence in front of what is run: `npm install`, `npx connect-kit dev`, `npm run test`. */
interface PackageManager {
  /** Runs a program of the project's dependencies. */
  readonly exec: string;
  /** Installs what the lock file says. */
  readonly installLocked: string;
  /** The same without what only development needs. */
  readonly installProduction: string;
  /** Brings it onto a machine that has Node.js and npm. */
  readonly setup: string;
  readonly lockFile: string;
  /** The versions of Node.js that it runs on, of those that projects are for. */
  readonly nodes: string;
}

const ALL_NODES = '20, 22, 24';

export const packageManagers = {
  npm: {
    exec: 'npx',
    installLocked: 'npm ci',
    installProduction: 'npm ci --omit=dev',
    setup: 'npm --version',
    lockFile: 'package-lock.json',
    nodes: ALL_NODES,
  },
  pnpm: {
    exec: 'pnpm exec',
    installLocked: 'pnpm install --frozen-lockfile',
    installProduction: 'pnpm install --frozen-lockfile --prod',
    setup: 'npm install --global pnpm@10',
    lockFile: 'pnpm-lock.yaml',
    nodes: ALL_NODES,
  },
  yarn: {
    exec: 'yarn',
    installLocked: 'yarn install --frozen-lockfile',
    installProduction: 'yarn install --frozen-lockfile --production',
    setup: 'npm install --global --force yarn@1',
    lockFile: 'yarn.lock',
    nodes: ALL_NODES,
  },
  bun: {
    exec: 'bunx',
    installLocked: 'bun install --frozen-lockfile',
    installProduction: 'bun install --frozen-lockfile --production',
    setup: 'npm install --global bun@1',
    lockFile: 'bun.lock',
    nodes: ALL_NODES,
  },
} as const satisfies Readonly<Record<string, PackageManager>>;

export type PackageManagerName = keyof typeof packageManagers;

export function isPackageManager(name: string): name is PackageManagerName {
  return Object.hasOwn(packageManagers, name);
}

export function packageManagerNames(): readonly PackageManagerName[] {
  return Object.keys(packageManagers).filter(isPackageManager);
}

/** A package manager, with the version where it is known. */
export interface ChosenPackageManager {
  readonly name: PackageManagerName;
  /** For instance `4.9.1`. */
  readonly version: string | undefined;
}

/**
 * The package manager that started this program, npm when none did.
 * @param userAgent `npm_config_user_agent`, for instance `pnpm/10.1.0 npm/? node/v20.19.0 linux x64`
 */
export function packageManagerOf(userAgent: string | undefined): ChosenPackageManager {
  const [name = '', version] = userAgent?.split(' ')[0]?.split('/') ?? [];
  return isPackageManager(name) ? { name, version } : { name: 'npm', version: undefined };
}

/** Yarn from version 2 on ("berry") is another program than the first ("classic"). */
export function isBerry({ name, version }: ChosenPackageManager): boolean {
  return name === 'yarn' && version !== undefined && !/^[01]\./.test(version);
}

/** Undefined where the version is unknown. */
export function majorOf({ version }: ChosenPackageManager): number | undefined {
  return version === undefined ? undefined : Number.parseInt(version, 10);
}

/** What is said to a package manager, and in what it is found in a project. */
export function commandsOf(manager: ChosenPackageManager): PackageManager {
  const major = majorOf(manager);
  if (manager.name === 'pnpm' && major !== undefined) {
    const nodes = major < 11 ? ALL_NODES : '22, 24';
    return { ...packageManagers.pnpm, setup: `npm install --global pnpm@${major}`, nodes };
  }
  if (!isBerry(manager)) return packageManagers[manager.name];
  return {
    exec: 'yarn',
    installLocked: 'yarn install --immutable',
    installProduction: 'yarn workspaces focus --all --production',
    setup: `npm install --global --force @yarnpkg/cli-dist@${manager.version ?? '4'}`,
    lockFile: 'yarn.lock',
    nodes: ALL_NODES,
  };
}
