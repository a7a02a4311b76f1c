import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { loadBundledTemplate, templateNames } from '../../src/scaffold/templates.ts';
import { packedConnectKit } from '../support/packed.ts';
import { createTempDir } from '../support/temp-dir.ts';

const PAGES = ['jira:jiraProjectPages', 'jira:webPanels', 'confluence:generalPages', 'dynamicContentMacros'];
const SERVED = [
  'jira:webhooks=worklog_created',
  'confluence:webhooks=comment_created',
  'jiraWorkflowPostFunctions',
  'staticContentMacros',
];

/** A project is installed, and its own tests run, which start a dev instance. */
const TIMEOUT = 600_000;

describe('a project with more modules', () => {
  test.each(templateNames())(
    'made from %s passes its own check',
    async (template) => {
      const { bin, tarball } = packedConnectKit();
      const cwd = await createTempDir();
      const flags = [
        '--template',
        template,
        '--product',
        'both',
        '--connect-kit',
        tarball,
        '--install',
        '--no-git',
      ];
      await execa(process.execPath, [bin, 'init', 'notes', ...flags], { cwd });
      const project = path.join(cwd, 'notes');
      const recipes = await (await loadBundledTemplate(template)).readRecipes();
      const hasServer = recipes.find(['webhook', 'webhook-jira']) !== undefined;
      for (const module of [...PAGES, ...(hasServer ? SERVED : [])]) {
        const { stdout } = await execa('npx', ['connect-kit', 'add', 'module', module, '--json'], {
          cwd: project,
        });
        expect(JSON.parse(stdout)).toMatchObject({ findings: [], warnings: [] });
      }
      const check = await execa('npm', ['run', 'check'], { cwd: project, all: true });
      expect(check.all).toMatch(/fail 0$/m);
    },
    TIMEOUT,
  );
});
