#!/usr/bin/env node
'use strict';

// CommonJS, as package.json beside it says, like the command line itself: Node reads it without starting its loader of
// ES modules, which takes as long as all the rest. Where Node has a cache of compiled code (22.1 and later), use it.
require('node:module').enableCompileCache?.();
require('../dist/cli/main.cjs');
