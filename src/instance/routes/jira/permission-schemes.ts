import { granteesOf, PROJECT_PERMISSIONS } from '../../jira/permissions.ts';

/** The permission schemes that there are, as the API numbers them. Which permissions they give is in `permissions.ts`. */
export const PERMISSION_SCHEMES = [
  {
    id: 0,
    key: 'open',
    name: 'Default Permission Scheme',
    description: 'Whoever is signed in may do everything but administer.',
  },
  {
    id: 10_000,
    key: 'private',
    name: 'Members only',
    description: 'Those who play the role Member may do everything but administer; others see nothing.',
  },
] as const;

/** The name that the store knows a scheme by. */
export function schemeNameOf(id: string): string | undefined {
  return PERMISSION_SCHEMES.find((scheme) => String(scheme.id) === id)?.key;
}

export type PermissionScheme = (typeof PERMISSION_SCHEMES)[number];

/** What a scheme gives to whom. */
export function permissionsOf({ key }: PermissionScheme) {
  return PROJECT_PERMISSIONS.flatMap((permission) =>
    granteesOf(key, permission).map((grantee) => ({ permission, grantee })),
  );
}
