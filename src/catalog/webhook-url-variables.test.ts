import { expect, test } from 'vitest';
import { allUrlVariables } from './webhook-events.ts';
import { isWebhookUrlVariable, WEBHOOK_URL_VARIABLES } from './webhook-url-variables.ts';

test('they are those of all events', () => {
  expect(WEBHOOK_URL_VARIABLES).toEqual(allUrlVariables());
});

test('properties of builds are none', () => {
  expect(['project.version', 'addon.key', 'issue', 'toString'].filter(isWebhookUrlVariable)).toEqual([]);
});
