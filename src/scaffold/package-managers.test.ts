import { expect, test } from 'vitest';
import { commandsOf, packageManagerOf } from './package-managers.ts';

test.each([
  ['pnpm/10.33.0 npm/? node/v24.0.0 linux x64', 'npm install --global pnpm@10', '20, 22, 24'],
  ['pnpm/11.3.0 npm/? node/v24.0.0 linux x64', 'npm install --global pnpm@11', '22, 24'],
  ['npm/11.0.0 node/v24.0.0 linux x64', 'npm --version', '20, 22, 24'],
])('a project made by %s is checked on the versions of Node.js that it runs on', (agent, setup, nodes) => {
  expect(commandsOf(packageManagerOf(agent))).toMatchObject({ setup, nodes });
});
