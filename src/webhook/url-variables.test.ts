import { expect, it } from 'vitest';
import { fillUrlVariables } from './url-variables.ts';

it.each([
  [`/hook?key=\${issue.key}&id=\${issue.id}`, '/hook?key=DEMO-1&id=10000'],
  [`/\${odd}/x?y=\${odd}`, '/a%20%26%2F%3F%C3%A4/x?y=a%20%26%2F%3F%C3%A4'],
  [`/hook?none=\${version.id}&proto=\${constructor}`, '/hook?none=&proto='],
  [`/hook?\${}&$x&{y}&\${issue.key`, `/hook?&$x&{y}&\${issue.key`],
])('fills %s', (url, filled) => {
  const variables = { 'issue.key': 'DEMO-1', 'issue.id': '10000', odd: 'a &/?ä' };
  expect(fillUrlVariables(url, variables)).toBe(filled);
});
