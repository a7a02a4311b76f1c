import descriptor from '../atlassian-connect.json' with { type: 'json' };

/** A worker has no files: its descriptors are part of the bundle. The first names the add-on. */
export const descriptorDocuments: readonly (readonly [fileName: string, document: unknown])[] = [
  ['atlassian-connect.json', descriptor],
];
