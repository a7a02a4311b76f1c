/** The part of `express`, which comes without types, that the tests use. */
declare module 'express' {
  function express(): { get(setting: 'query parser fn'): (query: string) => object };
  export = express;
}
