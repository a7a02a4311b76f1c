import { describe, expect, it } from 'vitest';
import type { Product } from '../../src/catalog/products.ts';
import { findEvent } from '../../src/catalog/webhook-events.ts';
import { createSample, createWorld } from '../../src/webhook/samples/sample.ts';
import { compareShapes } from '../support/json-shape.ts';
import { bodiesOf, doEverything, must, startListening } from '../support/webhook-events.ts';

/** Where a sample and the body that the dev instance sends differ, and why. `-`: only the instance has it; `+`: only the sample. */
const KNOWN: readonly { readonly difference: RegExp; readonly why: string }[] = [
  {
    difference: /\+ (?:issue\.fields\.issuetype|issueType)\.avatarId$/,
    why: 'types of issues here have no avatars',
  },
  {
    difference: /\+ issue\.fields\.issuerestriction$/,
    why: 'issues here cannot be restricted to some people',
  },
  { difference: /\+ issue\.fields\.labels\[\]$/, why: 'the issue of the test has no labels' },
  { difference: /- issue\.fields\.customfield_\*$/, why: 'every site has custom fields of its own' },
  {
    difference: /^issue_property_set [+~] property\.value/,
    why: 'the value of a property is whatever an add-on has put there',
  },
  {
    difference: /^label_(?:created|deleted) \+ labeled$/,
    why: 'the catalogue has it, from the list of 2016; a label is created and deleted by itself here',
  },
  {
    difference: /^comment_(?:updated|removed) - comment\.inReplyTo$/,
    why: 'the comment of the sample answers no other one',
  },
  { difference: /^label_removed \+ labeled\.labels\[\]$/, why: 'it was the last label' },
  { difference: /^space_created \+ space\.homePage$/, why: 'told before its home page is made' },
];

/** How far a sample is from the body that is closest to it: some events come in several forms. */
function differencesOf(product: Product, event: string, bodies: readonly unknown[]): readonly string[] {
  const sample = createSample(must(findEvent(event, product)), createWorld({ product, now: 0 }));
  const all = bodies.map((body) => {
    const { missing, added, otherKind } = compareShapes(body, sample);
    return [
      ...missing.map((path) => `${event} - ${path}`),
      ...added.map((path) => `${event} + ${path}`),
      ...otherKind.map((path) => `${event} ~ ${path}`),
    ];
  });
  return must(all.toSorted((one, other) => one.length - other.length)[0]);
}

describe('samples have the fields of what the dev instance sends', () => {
  const used = new Set<string>();

  it.each(['jira', 'confluence'] as const)('of %s', async (product) => {
    const listening = await startListening(product);
    await doEverything[product](listening);
    const bodies = await bodiesOf(listening);
    const events = [...new Set(bodies.map(({ event }) => event))];
    expect(events.length).toBeGreaterThan(10);
    const unexplained = events.flatMap((event) => {
      const sent = bodies.filter((one) => one.event === event).map(({ body }) => body);
      return differencesOf(product, event, sent).filter((text) => {
        const known = KNOWN.find(({ difference }) => difference.test(text));
        if (known !== undefined) used.add(known.why);
        return known === undefined;
      });
    });
    expect(unexplained).toEqual([]);
  });

  it('and no reason for a difference is there in vain', () => {
    expect(KNOWN.filter(({ why }) => !used.has(why)).map(({ why }) => why)).toEqual([]);
  });
});
