import { wordSet } from '../word-set.ts';

/** The words by which calls of HTTP clients, routes and other things are told apart, over all languages. */

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
export type Method = (typeof METHODS)[number];

const BY_WORD: ReadonlyMap<string, Method> = new Map([
  ...METHODS.map((method) => [method.toLowerCase(), method] as const),
  ['del', 'DELETE'],
]);

/** The method that a word is the name of: `get`, `PUT`, `del`. */
export function methodOf(word: string): Method | undefined {
  return BY_WORD.get(word.toLowerCase());
}

/** Words that names of functions are made of which send a request and say its method: `getForObject`, `jiraPut`. */
const AROUND_METHOD = wordSet(`
  http https rest api jira confluence atlassian host do send make request req client raw json async sync
  ap auth authenticated authorized signed with for object entity location headers allow string stream
  bytes byte array from as to is paged paginated all perform exec execute call fetch ajax resource
`);

/** The method that the name of a function says, where the name says nothing else. */
export function methodInName(name: string): Method | undefined {
  const exact = methodOf(name);
  if (exact !== undefined) return exact;
  if (name.length > 60) return undefined;
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  const methods = words.flatMap((word) => methodOf(word) ?? []);
  const [method] = methods;
  if (methods.length !== 1) return undefined;
  const others = words.filter((word) => methodOf(word) === undefined);
  return others.every((word) => AROUND_METHOD.has(word.toLowerCase())) ? method : undefined;
}

/** Clients whose requests go to the product, signed for the add-on or for a person. */
export const HOST_CLIENTS = wordSet(`
  httpClient hostClient atlassianHostRestClients AtlassianHostRestClients hostRestClients
  authenticatedAsAddon authenticatedAsHostActor authenticatedAs asUserByAccountId asUser
`);

/** What the products' JavaScript bridge goes by: `AP.request`, `this.ap.request`, `localAp.request`. */
export const BRIDGE = /^[_$]?(?:\w*A[pP]|ap)$/;

/** Forge has scopes of its own, in its manifest. */
export const FORGE_CALLS = new Set([
  ...[
    'requestJira',
    'requestConfluence',
    'requestBitbucket',
    'invokeRemote',
    'requestRemote',
    'requestGraph',
  ],
]);

/** Functions that send GET unless told otherwise, by the last of their names. */
export const GET_UNLESS_SAID = wordSet(`
  fetch ajax axios got ky urlopen file_get_contents openStream readText wget nodeFetch fetchJson $http
  superagent useFetch $fetch ofetch getJSON slurp
`);

/** Functions that take a URL on its way to a request; the chain that they stand in says the method. */
export const URL_STEPS = wordSet(`
  uri url target path create parse newBuilder resolve fromUriString fromHttpUrl fromUri fromPath
  replacePath pathSegment addPathSegments addEncodedPathSegments encodedPath link http R URL Uri URI Url
  toUri build of setUri setUrl setURI from setURL baseUrl resource new Request HttpRequestMessage
  RestRequest UriBuilder expand URLRequest fromPathTemplate uriString Some Ok String str template open
`);

/** Functions that ask something of a text, or change one, without calling anything. */
export const TEXT_QUESTIONS = wordSet(`
  startsWith startswith starts_with start_with hasPrefix HasPrefix StartsWith beginsWith endsWith endswith
  ends_with end_with hasSuffix HasSuffix EndsWith includes include contains Contains indexOf IndexOf
  lastIndexOf LastIndexOf LastIndex Index index find search match matches Match matchPath test replace
  Replace replaceAll ReplaceAll replaceFirst sub gsub split Split TrimPrefix TrimSuffix Trim removePrefix
  strip strip_prefix removeprefix lstrip substringAfter substringBefore equals Equals equal
  equalsIgnoreCase Equal EqualFold eq strpos stripos strrpos str_starts_with strstr str_contains
  str_replace preg_match preg_replace explode strcmp partition rpartition has antMatchers requestMatchers
  mvcMatchers pathMatchers AntPathRequestMatcher securityMatcher ignoringRequestMatchers addPathPatterns
  excludePathPatterns addMapping
`);

/** Functions that only write a text down. */
export const WRITERS = wordSet(`
  log info warn warning error debug trace print println printf puts p pp echo Println Printf Print Errorf
  Infof Debugf Warnf Fatalf WriteLine dbg eprintln LogInformation LogWarning LogError LogDebug Error
  Exception RuntimeException panic anyhow IllegalStateException IllegalArgumentException TypeError
  ValueError logger notice var_dump describe it context fail abort alert fatal infof debugf errorf warnf
`);

/** Functions of tests: what they are given is expected, or answered by a stand-in for the product. */
export const TEST_FUNCTIONS = wordSet(`
  expect toEqual toBe toStrictEqual toContain toMatch toHaveBeenCalledWith toHaveBeenCalled assertEquals
  assertEqual assertThat assert isEqualTo should assertSame verify shouldBe nock onGet onPost onPut
  onDelete onPatch onAny intercept reply stubFor urlEqualTo urlPathEqualTo urlMatching urlPathMatching
  mockServer stub_request add_response expectGET expectPOST whenGET whenPOST requestTo mockImplementation
  cassette rsps fetchMock
`);

/** What routes of the add-on's own server are defined on. */
export const ROUTERS = wordSet(`
  app router server route routes express fastify koa mux r e g group bp blueprint engine webServer
  restServer Route Router web web_app hono polka spark $app $router $routes $group routing javalin
  ctxRouter subrouter chi echo gin Spark Javalin actix rocket mockAgent mock nock mockAxios axiosMock msw
`);

/** Functions that define a route whatever they are called on. */
export const ROUTE_FUNCTIONS = wordSet(`
  HandleFunc Handle handleFunc MapGet MapPost MapPut MapDelete MapPatch MapControllerRoute route
  add_url_rule addRoute add_route add_get add_post addHandler createContext scope namespace mount use all
  Group PathPrefix Methods url_rule re_path include_router Redirect redirect sendRedirect addServlet
  register_rest_route createProxyMiddleware proxy
`);

/** Annotations that are calls: of Retrofit, and of the interfaces that Spring makes clients of. */
export const CLIENT_ANNOTATION =
  /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|(?:Get|Post|Put|Patch|Delete|Head|Options)Exchange)$/;

/** Keys of objects whose value is a link for people or for the product, not an address that the code calls. */
export const LINK_KEYS = wordSet(`
  self href src action icon iconUrl avatarUrl _links link links xmlns avatar 16x16 24x24 32x32 48x48 to
  from pathRewrite target poster srcset docs example
`);

/** Keys beside a path by which an object is a route of the add-on, or a module of its descriptor. */
export const ROUTE_KEYS = wordSet(`
  handler component element controller middleware middlewares loadChildren children view location
  conditions weight redirectTo event render
`);

/** Keys that say the method of the request that an object describes. */
export const METHOD_KEYS = new Set([
  ...['method', 'type', 'verb', 'httpMethod', 'requestMethod', 'Method', 'CURLOPT_CUSTOMREQUEST'],
]);

/** What keeps values by a key that is a text, although its methods are called as those of HTTP. */
export const COLLECTION =
  /(?:cache|map|params|headers|config|env|storage|redis|store|registry|cookies|settings|properties|dict|lookup|memo|paths)$/i;

/** Functions that load code or files. */
export const LOADERS = new Set([
  'require',
  'import',
  'include',
  'include_once',
  'require_once',
  'require_relative',
  'load',
]);

/** First parameters of functions that answer requests, where those of clients are errors or answers. */
export const HANDLER_PARAMETERS = wordSet(`
  req _req request ctx c context _ schema call
`);
