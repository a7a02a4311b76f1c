/** Blocks of code in a document, by the name of the file that their first line says they are: `// panel.test.mjs`. */
export function namedBlocks(text: string): ReadonlyMap<string, string> {
  const blocks = [...text.matchAll(/^```\w+\n((?:\/\/|#) (\S+\.\w+)\n.*?)^```/gms)];
  return new Map(blocks.map(([, code = '', name = '']) => [name, code]));
}
