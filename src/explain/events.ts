import { PRODUCT_NAMES } from '../catalog/products.ts';
import {
  allEvents,
  EVENTS_DATE,
  type EventConfidence,
  type WebhookEvent,
} from '../catalog/webhook-events.ts';
import { joinWords } from '../core/join-words.ts';
import type { TopicSource } from './topic.ts';

/** The webhook events. Some names are events of both products: then one page tells of both. */
export const EVENT_TOPICS: TopicSource = {
  list: () =>
    [...new Set(allEvents().map(({ name }) => name))].map((name) => ({
      kind: 'event',
      name,
      summary: joinWords(eventsOf(name).map(summaryOf), 'and'),
    })),
  page: async (name) => `# ${name}\n\n${eventsOf(name).map(sectionOf).join('\n')}`,
};

function eventsOf(name: string): readonly WebhookEvent[] {
  return allEvents().filter((event) => event.name === name);
}

function summaryOf({ product, group, state }: WebhookEvent): string {
  return `${PRODUCT_NAMES[product]}: ${group}${state === 'current' ? '' : ` (${state})`}`;
}

const CONFIDENCES: Readonly<Record<EventConfidence, string>> = {
  listed: "It is in Atlassian's lists.",
  tool: "No list has it, but Atlassian's own Connect Inspector listens to it.",
  captured: 'No list has it, but a recorded delivery shows it.',
  'former-list': 'Only the list of 2016 has it.',
};

function sectionOf(event: WebhookEvent): string {
  const { product, group, state, replacement, note, unsure } = event;
  const sure = (text: string, isUnsure: boolean) =>
    isUnsure ? `${text} (not stated plainly by any source)` : text;
  const facts = [
    ['scope', `\`${event.requiredScope}\``],
    ['body', sure(names(event.payload) || 'not known', unsure.has('payload'))],
    ...(event.mayCarry.length === 0 ? [] : [['at times', names(event.mayCarry)]]),
    [
      'in the URL',
      sure(
        names(event.urlVariables.map((variable) => `\${${variable}}`)) || 'no variables',
        unsure.has('urlVariables'),
      ),
    ],
    ['filter', sure(event.takesFilter ? 'JQL, heeded' : 'ignored', unsure.has('filter'))],
    ['propertyKeys', sure(event.takesPropertyKeys ? 'heeded' : 'ignored', unsure.has('propertyKeys'))],
  ];
  return [
    `## ${PRODUCT_NAMES[product]}: ${group}`,
    '',
    ...(state === 'current'
      ? []
      : [`State: **${state}**.${replacement === undefined ? '' : ` Use \`${replacement}\`.`}`, '']),
    '| | |',
    '| --- | --- |',
    ...facts.map(([label, text]) => `| ${label} | ${text} |`),
    '',
    `${CONFIDENCES[event.confidence]}${note === undefined ? '' : ` ${note}`}`,
    '',
    `Sources, read on ${EVENTS_DATE}:`,
    '',
    ...event.sources.map(({ title, date }) => `- ${title} (${date})`),
    '',
  ].join('\n');
}

function names(list: readonly string[]): string {
  return list.map((name) => `\`${name}\``).join(', ');
}
