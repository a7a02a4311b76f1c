import { describe, expect, test } from 'vitest';
import type { Language } from '../language.ts';
import type { Token } from './token.ts';
import { tokenize } from './tokenize.ts';

/** Literals in quotation marks, with the code in their holes in ⟦ ⟧; pieces of different languages on lines of their own. */
function show(source: string, language: Language): string {
  const showToken = (token: Token): string => {
    if (token.kind !== 'text') return token.text;
    const parts = token.parts.map((part) =>
      typeof part === 'string' ? part : `⟦${part.tokens.map(showToken).join(' ')}⟧`,
    );
    return `“${parts.join('')}”`;
  };
  return tokenize(source, language)
    .map(({ tokens }) => tokens.map(showToken).join(' '))
    .join('\n');
}

describe('JavaScript', () => {
  test.each([
    ['comments', 'a /* "b" */ + // c\n d', 'a + d'],
    ['quotes and escapes', "'it\\'s' + \"a\\/b\" + 'c\\\nd'", "“it's” + “a/b” + “cd”"],
    ['a literal that its line ends', "f('a\n, b)", 'f ( “a” , b )'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is source code
    ['templates within templates', '`a${b + `c${d}`}e`', '“a⟦b + “c⟦d⟧”⟧e”'],
    [
      'regular expressions',
      "x = /['\"/]/g.test(y) / 2 / z; return /a'/",
      "x = /['\"/]/g . test ( y ) / 2 / z ; return /a'/",
    ],
    ['division after brackets', "(a) / b / 'c'", '( a ) / b / “c”'],
    ['a class in a regular expression', '/[/\'"]/.test(a)', '/[/\'"]/ . test ( a )'],
    [
      'elements',
      "<a b=\"c\" d={e} {...f}>it's {g('h')} `</a> + 1",
      ', b : “c” , d : ( e ) ( ... f ) ( g ( “h” ) ) + 1',
    ],
    ['fragments and elements without text', "(<><br/>it's</>, 1)", '( , 1 )'],
    ['comparisons', "a < b && c > 'd'", 'a < b && c > “d”'],
    ['type parameters', "const f = <T,>(a: T) => 'b'", 'const f = < T , > ( a : T ) => “b”'],
  ])('%s', (_, source, expected) => {
    expect(show(source, 'javascript')).toBe(expected);
  });

  test('casts of TypeScript are no elements', () => {
    expect(show("f(<string>'a', b)", 'typescript')).toBe('f ( < string > “a” , b )');
  });
});

test.each<[Language, string, string]>([
  ['java', '"""\n "a" \\""" b""" + \'"\' + "\\"c" // "d"', '“\n "a" """ b” + “"” + “"c”'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is source code
  ['kotlin', '"$a ${b.c("d")} \\$e" + """$f"g""" /* /* */ "h" */', '“⟦a⟧ ⟦b . c ( “d” )⟧ $e” + “⟦f⟧"g”'],
  ['scala', `s"$a/\${b}" + raw"""$c"d""" + "$e" + 'f' + 'g`, '“⟦a⟧/⟦b⟧” + “⟦c⟧"d” + “$e” + “f” + \' g'],
  ['groovy', `'$a' + "$b.c/\${d}" + '''e'f''' =~ /g'/`, "“$a” + “⟦b . c⟧/⟦d⟧” + “e'f” = ~ /g'/"],
  [
    'csharp',
    '@"a\\""b" + $"{c}{{d}}" + $@"{e}\\" + \'"\' + """f "g" h""" + $$"""{i}{{j}}"""',
    '“a\\"b” + “⟦c⟧{d}}” + “⟦e⟧\\” + “"” + “f "g" h” + “{i}⟦j⟧}”',
  ],
  ['python', `f"{a['b']}{{c}}" rb'd' """e"f""" # 'g'`, '“⟦a [ “b” ]⟧{c}}” “d” “e"f”'],
  [
    'ruby',
    `"#{a}b" '#{c}' %q(d) %Q[#{e}] a.sub /f'/, 'g' # 'h'\n=begin\n'i'\n=end\nj / k`,
    "“⟦a⟧b” “#{c}” “d” “⟦e⟧” a . sub /f'/ , “g” j / k",
  ],
  ['ruby', 'f(<<~A, <<-B) + 1\n  a #{b}\nA\n  c\n  B\nd << e', 'f ( “  a ⟦b⟧\n” , “  c\n” ) + 1 d < < e'],
  ['go', '`a"\\` + "b\\"" + \'"\' // "c"', '“a"\\” + “b"” + “"”'],
  [
    'rust',
    `fn f<'a>(b: &'a str) { r#"c"d"# + b"e" + '"' } /* /* "f" */ "g" */`,
    'fn f < \' a > ( b : & \' a str ) { “c"d” + “e” + “"” }',
  ],
  [
    'php',
    `<p>it's</p><?php $a = "$b->c {$d['e']} \${f}" . '$g'; # 'h'\n #[i('j')]\n k(<<<"L"\n m $n\n L) ?>`,
    '$a = “⟦$b⟧ ⟦d [ “e” ]⟧ ⟦f⟧” . “$g” ; # [ i ( “j” ) ] k ( “ m ⟦$n⟧\n” ) ;',
  ],
])('%s: %s', (language, source, expected) => {
  expect(show(source, language)).toBe(expected);
});

describe('pages and templates', () => {
  test('have the code of their scripts, with what is filled in as one thing', () => {
    const page = `it's <!-- <script>'a'</script> --><script type="module">{{#if b}}f('{{c}}/d'){{/if}}</script><script type="text/x">'e'</script>`;
    expect(show(page, 'html')).toBe('{ _______ } f ( “{___}/d” ) { _____ }');
  });

  test('have the code of their server', () => {
    const page = `<%# 'a' %><% if (b) { %>it's <%= c('d') %><script>f('<%= g %>')</script><% } %>`;
    expect(show(page, 'ejs')).toBe('if ( b ) { ; c ( “d” ) ; g ; } ;\nf ( “{______}” )');
  });
});

test('places are those of the source, in pages as well', () => {
  const source = '<p>😀</p>\n<% a %>\n<script>\n f("b{{c}}", `d`)</script>';
  const [, script] = tokenize(source, 'ejs');
  const texts = (script?.tokens ?? []).filter(({ kind }) => kind === 'text');
  expect(texts.map(({ offset, end }) => source.slice(offset, end))).toEqual(['"b{{c}}"', '`d`']);
});
