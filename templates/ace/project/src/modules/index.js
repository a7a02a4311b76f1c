// @ts-check

/** What the add-on answers, apart from its lifecycle. `connect-kit add module` adds to it. */
export const modules = [];
