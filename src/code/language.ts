/** The languages whose sources are read, and the kinds of files that carry scripts. */
export const LANGUAGES = [
  'javascript',
  'typescript',
  'java',
  'kotlin',
  'scala',
  'groovy',
  'csharp',
  'python',
  'ruby',
  'php',
  'go',
  'rust',
  'html',
  'jsp',
  'ejs',
  'erb',
] as const;
export type Language = (typeof LANGUAGES)[number];

const BY_EXTENSION: ReadonlyMap<string, Language> = new Map([
  // JSX may stand in any of these; where `<` can only be a cast (`.ts`), it may not.
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['mjs', 'javascript'],
  ['cjs', 'javascript'],
  ['tsx', 'javascript'],
  ['ts', 'typescript'],
  ['mts', 'typescript'],
  ['cts', 'typescript'],
  ['java', 'java'],
  ['kt', 'kotlin'],
  ['kts', 'kotlin'],
  ['scala', 'scala'],
  ['sc', 'scala'],
  ['groovy', 'groovy'],
  ['gvy', 'groovy'],
  ['gsp', 'jsp'],
  ['cs', 'csharp'],
  ['cshtml', 'html'],
  ['razor', 'html'],
  ['py', 'python'],
  ['rb', 'ruby'],
  ['rake', 'ruby'],
  ['php', 'php'],
  ['phtml', 'php'],
  ['go', 'go'],
  ['rs', 'rust'],
  ['html', 'html'],
  ['htm', 'html'],
  ['xhtml', 'html'],
  ['vue', 'html'],
  ['svelte', 'html'],
  ['hbs', 'html'],
  ['handlebars', 'html'],
  ['mustache', 'html'],
  ['twig', 'html'],
  ['njk', 'html'],
  ['jinja', 'html'],
  ['jinja2', 'html'],
  ['j2', 'html'],
  ['ftl', 'html'],
  ['vm', 'html'],
  ['tmpl', 'html'],
  ['gohtml', 'html'],
  ['jsp', 'jsp'],
  ['jspf', 'jsp'],
  ['tag', 'jsp'],
  ['ejs', 'ejs'],
  ['erb', 'erb'],
]);

/** The language of a file, by the end of its name; undefined for files that are not read. */
export function languageOf(fileName: string): Language | undefined {
  const dot = fileName.lastIndexOf('.');
  if (dot <= 0) return undefined;
  const extension = fileName.slice(dot + 1).toLowerCase();
  return BY_EXTENSION.get(extension);
}
