import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../src/views/html.ts';

test('escapes what is put into it, in text and in attributes', () => {
  const hostile = `<script>alert("x")</script>' & more`;
  const escaped = '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39; &amp; more';
  assert.equal(html`<p title="${hostile}">${hostile}</p>`.text, `<p title="${escaped}">${escaped}</p>`);
});

test('takes pieces of HTML as they are, and nothing for undefined', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  assert.equal(html`<ul>${items}</ul>${undefined}${1}`.text, '<ul><li>a</li><li>&lt;b&gt;</li></ul>1');
});
