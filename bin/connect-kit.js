#!/usr/bin/env node
'use strict';

// CommonJS, as package.json beside it says, like the command line itself: Node reads it without starting its loader of
// ES modules, which takes as long as all the rest.
const Module = require('node:module');
const path = require('node:path');

const bundle = path.join(__dirname, '..', 'dist', 'cli');
if (Module.enableCompileCache) Module.enableCompileCache();
else require('./compile-cache.js').enableCompileCache(bundle, require('../package.json').version);
require(path.join(bundle, 'main.cjs'));
