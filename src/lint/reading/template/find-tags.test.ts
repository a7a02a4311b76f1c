// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of Spring look like this
import { describe, expect, test } from 'vitest';
import { findTags } from './find-tags.ts';

/** Kind, expression and condition of each tag. */
function tagsOf(text: string): readonly string[] {
  return (findTags(text) ?? []).map(({ kind, expression, condition }) => {
    const sign = condition?.isNegated === true ? 'unless' : 'if';
    return `${kind} ${expression}${condition === undefined ? '' : ` ${sign} ${condition.expression}`}`;
  });
}

describe('what a tag does', () => {
  test.each<[string, string]>([
    ['{{ localBaseUrl }}', 'value localBaseUrl'],
    ['{{{x}}}', 'value x'],
    ['{{&x}}', 'value x'],
    ['{{~x~}}', 'value x'],
    ['{{- .X -}}', 'value .X'],
    ['{{ x | default: "y" }}', 'value x | default: "y"'],
    ['{{ x ? "y" : "z" }}', 'value x ? "y" : "z"'],
    ['{{ url_for("x", _external=True) }}', 'value url_for("x", _external=True)'],
    ['{{> partial}}', 'value > partial'],
    ['{{! a "note" }}', 'comment a "note"'],
    ['{{!-- a }} b --}}', 'comment -- a }} b --'],
    ['{{/* "a": "{{.X}}", */}}', 'comment * "a": "{{.X}}", */'],
    ['{{- /* a */ -}}', 'comment * a */'],
    ['{{#if x}}', 'open if x if x'],
    ['{{#unless x}}', 'open unless x unless x'],
    ['{{#each xs as |x|}}', 'open each xs as |x| if each xs as |x|'],
    ['{{#x}}', 'open x if x'],
    ['{{^x}}', 'open x unless x'],
    ['{{^}}', 'else '],
    ['{{else}}', 'else '],
    ['{{else if x}}', 'else if x if x'],
    ['{{/if}}', 'close if'],
    ['{{=<% %>=}}', 'statement =<% %>='],
    ['{{if not .X}}', 'open not .X unless .X'],
    ['{{- if (eq .X "a") -}}', 'open (eq .X "a") if eq .X "a"'],
    ['{{range .Xs}}', 'open .Xs if .Xs'],
    ['{{define "config"}}', 'open "config"'],
    ['{{end}}', 'close '],
    ['{{$x := 1}}', 'statement $x := 1'],
    ['{{template "x" .}}', 'value template "x" .'],
    ['{%- if not x -%}', 'open not x unless x'],
    ['{% elif x %}', 'else x if x'],
    ['{% endif %}', 'close endif'],
    ['{% for s in scopes %}', 'open for s in scopes'],
    ['{% block modules %}', 'open block modules'],
    ['{% comment %}', 'open comment unless true'],
    ["{% url 'installed' %}", "value url 'installed'"],
    ['{% load static %}', 'statement load static'],
    ['{# note #}', 'comment note'],
    ['<%= x %>', 'value x'],
    ['<%- x -%>', 'value x'],
    ['<%# note %>', 'comment note'],
    ['<% BASE_URL %>', 'statement BASE_URL'],
    ['<% if (!x) { %>', 'open !x unless x'],
    ['<% } else if (y) { %>', 'else y if y'],
    ['<% } else { %>', 'else '],
    ['<% } %>', 'close '],
    ['<% }) %>', 'close '],
    ['<% xs.forEach((x) => { %>', 'open xs.forEach((x) => {'],
    ['<% if x -%>', 'open x if x'],
    ['<% unless x %>', 'open x unless x'],
    ['<%- xs.each do |x| -%>', 'open xs.each do |x|'],
    ['<% end %>', 'close '],
    ['${APP_KEY:com.example}', 'value APP_KEY:com.example'],
    ['${a:${b}}', 'value a:${b}'],
    ['__VERSION__', 'value VERSION'],
  ])('%s', (text, expected) => {
    expect(tagsOf(text)).toEqual([expected]);
  });
});

describe('what is no tag', () => {
  test.each([
    '{"a": {"b": 1}}',
    '{{"a": 1}}',
    '{{',
    '{{ a "b',
    '["a {{ b", "c }} d"]',
    "{'a {{ b': 1, 'c }} d': 2}",
    '{#name}',
    '<%% a %>',
    '${issue.key}',
    '${}',
    '__name__',
    `{{ ${'x'.repeat(3000)} }}`,
  ])('%s', (text) => {
    expect(tagsOf(text)).toEqual([]);
  });
});

test('a brace may stand before a tag, and behind it', () => {
  expect(findTags('{{{x}}: {{y}}}')).toMatchObject([
    { start: 1, end: 6 },
    { start: 8, end: 13 },
  ]);
});

test('more tags than any template has are not listed', () => {
  expect(findTags('{{a}}'.repeat(100_001))).toBeUndefined();
});
