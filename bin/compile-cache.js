'use strict';

/**
 * A cache of compiled code for Node before 22.1, which has none of its own: reading what was compiled by an earlier run
 * takes a fifth of compiling it. It holds for connect-kit's own bundle only, lives in the user's cache folder, readable
 * by nobody else, and is in nobody's way: where anything about it fails, the code is compiled as ever.
 */
const {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { constants, Script } = require('node:vm');

/**
 * @param {string} bundle folder of the files that are cached
 * @param {string} version of connect-kit: V8 itself tells sources apart by their length only
 */
exports.enableCompileCache = (bundle, version) => {
  const { env } = process;
  // On a machine that is thrown away afterwards, writing a cache takes time and serves nobody.
  if (env.NODE_DISABLE_COMPILE_CACHE || env.CI || typeof process.getuid !== 'function') return;
  const versions = path.join(env.XDG_CACHE_HOME || path.join(home(), '.cache'), 'connect-kit', 'compiled');
  const folder = path.join(versions, `${version}-${process.version}-${process.arch}`);
  if (isForeign(versions)) return;
  const compiled = [];
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename) {
    if (path.dirname(filename) !== bundle) return compile.call(this, content, filename);
    const { size, mtimeMs } = statSync(filename);
    const file = path.join(folder, `${path.basename(filename)}-${size}-${Math.trunc(mtimeMs)}`);
    const cachedData = read(file);
    // The bundle's own files and others are imported at run time as ever. Node's built-ins are not, on Node 20: it knows no
    // `node:` in what is imported from here. scripts/build.mjs refuses a bundle that would.
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
    const script = new Script(Module.wrap(content), { filename, cachedData, importModuleDynamically });
    if (cachedData === undefined || script.cachedDataRejected) compiled.push({ script, file });
    const require = (id) => this.require(id);
    return script
      .runInThisContext()
      .call(this.exports, this.exports, require, this, filename, path.dirname(filename));
  };
  // At the end, so that the functions that were run are in it as well.
  process.on('exit', () => {
    if (compiled.length > 0) write(versions, folder, compiled);
  });
};

function home() {
  return process.env.HOME || require('node:os').homedir();
}

/** A folder that another user made could hold that user's code. */
function isForeign(folder) {
  try {
    const stats = lstatSync(folder);
    return !stats.isDirectory() || stats.uid !== process.getuid() || (stats.mode & 0o022) !== 0;
  } catch {
    return false;
  }
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function write(versions, folder, compiled) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const { script, file } of compiled) {
      const unfinished = `${file}.${process.pid}.tmp`;
      writeFileSync(unfinished, script.createCachedData(), { mode: 0o600 });
      renameSync(unfinished, file);
    }
    for (const name of readdirSync(versions)) {
      if (name !== path.basename(folder)) rmSync(path.join(versions, name), { recursive: true, force: true });
    }
  } catch {
    // A full disk, a home that cannot be written to: then there is no cache.
  }
}
