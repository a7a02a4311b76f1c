/** Its schemas by name; the package has no types. */
declare module 'har-schema' {
  const schemas: Readonly<Record<string, object>>;
  export = schemas;
}
