/** What the dev instance's pages load in the browser: other people's libraries, and our own code and styles. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { minifySync } from 'rolldown/utils';
import { writeLicenses } from './browser-licenses.mjs';

const ui = fileURLToPath(new URL('../src/instance/ui', import.meta.url));
const inspector = fileURLToPath(new URL('../src/proxy/inspector', import.meta.url));
const { resolve } = createRequire(import.meta.url);
const jquery = path.dirname(resolve('jquery/package.json'));
const aui = path.dirname(resolve('@atlassian/aui/package.json'));
const connect = path.dirname(resolve('atlassian-connect-js/package.json'));

/**
 * Copies the libraries, their notices, and our styles and icons.
 * @param {string} outDir the folder that is served as `/_connect-kit/assets`
 */
export async function copyBrowserAssets(outDir) {
  const at = (...names) => path.join(outDir, ...names);
  for (const folder of ['aui', 'atlassian-connect/themes', 'icons']) {
    await mkdir(at(folder), { recursive: true });
  }
  await Promise.all([
    copyScript(`${jquery}/dist/jquery.min.js`, at('jquery.min.js')),
    copyScript(`${aui}/dist/aui/aui-prototyping.js`, at('aui/aui.js')),
    copyAuiStyles(at('aui/aui.css')),
    writeConnectHost(at('atlassian-connect/connect-host.js')),
    copyStyles(`${connect}/dist/connect-host.min.css`, at('atlassian-connect/connect-host.css')),
    copyStyles(`${connect}/dist/surfaces.css`, at('atlassian-connect/surfaces.css')),
    copyStyles(`${connect}/dist/legacy-text-colors.css`, at('atlassian-connect/legacy-text-colors.css')),
    copyThemes(at('atlassian-connect/themes')),
    joinStyles(`${ui}/assets/css`, at('connect-kit.css')),
    cp(`${ui}/assets/icons`, at('icons'), { recursive: true }),
    cp(`${inspector}/assets/inspector.css`, at('inspector.css')),
    writeLicenses([jquery, aui, connect], at('licenses'), ['@atlassian/adg-server-iconfont']),
  ]);
}

/**
 * Bundles the script of the inspector (`inspector.js`), the host page's (`host.js`) and the add-on's side of the bridge (`atlassian-connect/all.js`), which is
 * Atlassian's iframe.js followed by the two modules that Atlassian keeps in packages of their own.
 * @param {string} outDir the folder that is served as `/_connect-kit/assets`
 */
export async function bundleBrowserCode(outDir) {
  await mkdir(path.join(outDir, 'atlassian-connect'), { recursive: true });
  const host = await bundle(`${ui}/browser/main.ts`);
  const frame = await bundle(`${ui}/browser/frame/main.ts`);
  const library = withLocalThemes(await readFile(`${connect}/dist/iframe.js`, 'utf8'));
  const minified = minify('all.js', library).trimEnd();
  await writeFile(path.join(outDir, 'host.js'), host);
  await writeFile(path.join(outDir, 'inspector.js'), await bundle(`${inspector}/browser/main.ts`));
  await writeFile(
    path.join(outDir, 'atlassian-connect/all.js'),
    `${notice('atlassian-connect-js')}${minified}\n${frame}`,
  );
}

async function bundle(entry) {
  const { output } = await build({
    input: entry,
    platform: 'browser',
    write: false,
    output: { format: 'iife', minify: true, sourcemap: false },
  });
  return output[0].code;
}

/** The library takes themes from Atlassian's CDN; a page framed by the dev instance takes them from there. */
function withLocalThemes(code) {
  const cdn = 'var CDN_URL = "https://" + CDN_DOMAIN;';
  if (!code.includes(cdn))
    throw new Error('iframe.js no longer holds the address of its themes where it did.');
  const host = 'function hostOrigin() { try { return JSON.parse(window.name).origin; } catch (e) {} }';
  const local =
    'hostOrigin() ? hostOrigin() + "/_connect-kit/assets/atlassian-connect" : "https://" + CDN_DOMAIN';
  return code.replace(cdn, `${host}\n  var CDN_URL = ${local};`);
}

async function writeConnectHost(to) {
  const code = await readFile(`${connect}/dist/connect-host.js`, 'utf8');
  await writeFile(to, notice('atlassian-connect-js') + minify('connect-host.js', withModernJquery(code)));
}

/** The library binds the load event of dialogs by a shorthand that jQuery 3 no longer has. */
function withModernJquery(code) {
  const shorthand = '}).load(function () {';
  if (!code.includes(shorthand)) throw new Error('connect-host.js no longer binds load events as it did.');
  return code.replace(shorthand, '}).on("load", function () {');
}

function minify(name, code) {
  const { code: minified, errors } = minifySync(name, code);
  if (errors.length > 0) throw new Error(`cannot minify ${name}: ${errors[0].message}`);
  return minified;
}

function notice(library) {
  return `/*! ${library}, Apache-2.0, see licenses/${library}.txt */\n`;
}

async function copyScript(from, to) {
  await writeFile(to, withoutSourceMap(await readFile(from, 'utf8')));
}

async function copyStyles(from, to) {
  await writeFile(to, withoutSourceMap(await readFile(from, 'utf8')));
}

/** Our own styles are several files, in the order of their names. */
async function joinStyles(folder, to) {
  const files = (await readdir(folder)).toSorted();
  const parts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  await writeFile(to, parts.join('').replaceAll(/\/\* biome-ignore-all .*\*\/\n/g, ''));
}

/** Without the icon fonts: their licence does not allow to pass them on, and our styles draw what the pages show. */
async function copyAuiStyles(to) {
  const css = withoutSourceMap(await readFile(`${aui}/dist/aui/aui-prototyping.css`, 'utf8'));
  const slim = css.replaceAll(/@font-face\{[^}]*\}/g, '');
  if (/url\((?!["']?data:)/.test(slim)) throw new Error('AUI refers to files that are not copied.');
  await writeFile(to, slim);
}

async function copyThemes(to) {
  const themes = await readdir(`${connect}/dist/themes`);
  await Promise.all(
    themes.map((theme) => copyStyles(`${connect}/dist/themes/${theme}`, path.join(to, theme))),
  );
}

function withoutSourceMap(text) {
  return text.replace(/^\s*(?:\/\*|\/\/)[#@] sourceMappingURL=.*$/gm, '');
}
