// biome-ignore-all lint/suspicious/noTemplateCurlyInString: other languages write what they fill in like this

import type { Language } from '../../src/code/language.ts';

/** A path as code writes it: pieces that are written out, with something that is not known between two of them. */
export type PathPieces = readonly string[];

export interface PrintedCall {
  readonly code: string;
  /** Offset of the literal that states the path. */
  readonly literal: number;
}

/** How a language writes a call: a text for a path, and what is called with it. */
export interface Dialect {
  /** What a source begins with. */
  readonly preamble?: string;
  readonly texts: readonly ((pieces: PathPieces) => string)[];
  /** `{E}` stands for the text, `{M}`, `{m}` and `{Mm}` for the method: `PUT`, `put`, `Put`. */
  readonly calls: readonly string[];
  /** What stands around calls, and is none. */
  readonly noise: readonly string[];
}

const quote = (text: string) => `"${text}"`;
const joined =
  (mark: string, name = 'key') =>
  (pieces: PathPieces) =>
    pieces.map(quote).join(` ${mark} ${name} ${mark} `);
const filled = (before: string, hole: string, after: string) => (pieces: PathPieces) =>
  `${before}${pieces.join(hole)}${after}`;
const formatted = (before: string, hole: string, after: (values: string) => string) => (pieces: PathPieces) =>
  `${before}${quote(pieces.join(hole))}${after(pieces.slice(1).fill('key').join(', '))}`;

const SLASH_NOISE = [
  '// "/rest/api/3/none"',
  '/* get("/rest/api/3/none") */',
  'log("see /rest/api/3/none");',
];
const JAVA_CALLS = [
  'rest.exchange({E}, HttpMethod.{M}, entity, Issue.class);',
  'HttpRequest.newBuilder().uri(URI.create({E})).method("{M}", body).build();',
  'client.target(\n    {E}\n).request().{m}(body);',
];

/** The languages that sources are in; the others carry scripts of these. */
export const DIALECTS: Readonly<Partial<Record<Language, Dialect>>> = {
  javascript: {
    texts: [joined('+'), filled('`', '${key}', '`'), filled('`', "${encode(`${key}`, 'a')}", '`')],
    calls: [
      'httpClient.{m}({E}, callback);',
      'await client.{m}({E});',
      "AP.request({E}, { type: '{M}' });",
      "AP.request({\n  url: {E},\n  type: '{m}',\n  success() {},\n});",
      'fetch({E}, { headers: {}, method: "{M}" });',
      'axios({ method: "{m}", url: {E} });',
      'const { data } = await (await request("{M}", {E})).json();',
    ],
    noise: [
      ...SLASH_NOISE,
      'x = /["\'`\\/]/.test(y) ? a / b : `${c / d}`;',
      "const e = <p>it's `{f}`</p>;",
      'app.get("/rest/api/3/none", (req, res) => {});',
    ],
  },
  typescript: {
    texts: [joined('+'), filled('`', '${this.key!}', '`')],
    calls: [
      'await this.http.{m}<Issue<string>>({E}, { body });',
      'send<Issue>({ url: {E}, method: "{M}" } as const);',
    ],
    noise: [...SLASH_NOISE, "const a = <string>b; type C = '/rest/api/3/none';"],
  },
  java: {
    texts: [
      joined('+'),
      formatted('String.format(', '%s', (values) => `${values && `, ${values}`})`),
      formatted('', '%s', (values) => `.formatted(${values})`),
    ],
    calls: JAVA_CALLS,
    noise: [
      ...SLASH_NOISE,
      '@GetMapping("/rest/api/3/none") void a(char b) { c = \'"\'; }',
      'String d = """\n  it"s\n  """;',
    ],
  },
  kotlin: {
    texts: [joined('+'), filled('"', '$key', '"'), filled('"""', '${key.trim()}', '"""')],
    calls: JAVA_CALLS,
    noise: [...SLASH_NOISE, 'val a = \'"\' /* /* */ "/rest/api/3/none" */'],
  },
  scala: {
    texts: [joined('+'), filled('s"', '$key', '"'), filled('s"""', '${key.trim}', '"""')],
    calls: ['ws.url({E}).withMethod("{M}").execute()', 'basicRequest.{m}(uri({E}))'],
    noise: [...SLASH_NOISE, "val a = 'b; val c = '\"'"],
  },
  groovy: {
    texts: [joined('+'), filled('"', '${key}', '"'), filled('"', '$issue.key', '"')],
    calls: ['Unirest.{m}({E}).asString()', 'client.{m} {E}'],
    noise: [...SLASH_NOISE, "def a = b =~ /it's/ ; c = d / e"],
  },
  csharp: {
    texts: [
      joined('+'),
      filled('$"', '{key}', '"'),
      filled('$@"', '{key}', '"'),
      (pieces) =>
        `string.Format("${pieces.map((piece, index) => `${piece}${index < pieces.length - 1 ? `{${index}}` : ''}`).join('')}"${pieces
          .slice(1)
          .map(() => ', key')
          .join('')})`,
    ],
    calls: [
      'await client.{Mm}Async({E}, content);',
      'new HttpRequestMessage(HttpMethod.{Mm}, {E});',
      'new RestRequest({E}, Method.{Mm});',
    ],
    noise: [...SLASH_NOISE, 'var a = @"b\\"; var c = \'"\'; [HttpGet("/rest/api/3/none")] void D() {}'],
  },
  python: {
    texts: [
      joined('+'),
      filled('f"', '{key}', '"'),
      formatted('', '{}', (values) => `.format(${values})`),
      formatted('', '%s', (values) => values && ` % (${values},)`),
    ],
    calls: [
      'requests.{m}({E}, json=body)',
      'session.request("{M}", {E})',
      'session.request(\n    method="{M}",\n    url={E},\n)',
    ],
    noise: [
      '# "/rest/api/3/none"',
      '"""it\'s "/rest/api/3/none" """',
      'if "/rest/api/3" in path: pass',
      '@app.route("/rest/api/3/none")\ndef none(): pass',
    ],
  },
  ruby: {
    texts: [joined('+'), filled('"', '#{key}', '"'), filled('%Q(', '#{issue["key"]}', ')')],
    calls: [
      'HTTParty.{m}({E}, body: body)',
      'client.{m} {E}, body',
      'Net::HTTP::{Mm}.new({E})',
      'RestClient::Request.execute(method: :{m}, url: {E})',
    ],
    noise: [
      '# "/rest/api/3/none"',
      "get '/rest/api/3/none' do\nend",
      'a = <<~B\n  it\'s "/rest/api/3/none"\nB',
      "c.sub /it's/, ''",
    ],
  },
  php: {
    preamble: '<?php\n',
    texts: [
      joined('.', '$key'),
      filled('"', '$key', '"'),
      filled('"', '{$this->key}', '"'),
      formatted('sprintf(', '%s', (values) => `${values && `, ${values}`})`),
    ],
    calls: ["$client->request('{M}', {E}, []);", '$client->{m}({E});', "$request = new Request('{M}', {E});"],
    noise: [
      ...SLASH_NOISE.slice(0, 2),
      '# it\'s "/rest/api/3/none"',
      "Route::get('/rest/api/3/none', [A::class, 'b']);",
      "$a = <<<'B'\n  it's\n  B;",
    ],
  },
  go: {
    texts: [joined('+'), formatted('fmt.Sprintf(', '%s', (values) => `${values && `, ${values}`})`)],
    calls: [
      'http.NewRequest("{M}", {E}, nil)',
      'http.NewRequestWithContext(ctx, http.Method{Mm}, base+{E}, body)',
      'client.R().{Mm}({E})',
    ],
    noise: [...SLASH_NOISE.slice(0, 2), 'a := \'"\'; b := `it"s`', 'http.HandleFunc("/rest/api/3/none", c)'],
  },
  rust: {
    texts: [
      formatted('format!(', '{}', (values) => `${values && `, ${values}`})`),
      (pieces) => `format!("${pieces.join('{key}')}")`,
    ],
    calls: ['client.{m}(&{E}).send().await?;', 'client.request(Method::{M}, {E});'],
    noise: [
      ...SLASH_NOISE.slice(0, 2),
      'fn a<\'b>(c: &\'b str) { d = \'"\'; e = r#"it"s"#; }',
      '#[get("/rest/api/3/none")] fn f() {}',
    ],
  },
};

/** Prints a call, and tells where its literal begins. */
export function printCall(
  dialect: Dialect,
  method: string,
  pieces: PathPieces,
  choice: { readonly text: number; readonly call: number },
): PrintedCall {
  const text = dialect.texts[choice.text % dialect.texts.length]?.(pieces) ?? '';
  const form = dialect.calls[choice.call % dialect.calls.length] ?? '';
  const capital = `${method.charAt(0)}${method.slice(1).toLowerCase()}`;
  const before = form
    .replaceAll('{Mm}', capital)
    .replaceAll('{M}', method)
    .replaceAll('{m}', method.toLowerCase());
  const at = before.indexOf('{E}');
  const opening = text.slice(0, text.indexOf(pieces[0] ?? ''));
  const inText = opening.search(/(?:%Q\(|[a-z$@]*["'`]+)$/);
  return { code: before.replace('{E}', () => text), literal: at + inText };
}
