import { describe, expect, it, onTestFinished } from 'vitest';
import { SEED_PEOPLE } from '../people/people.ts';
import { openSiteDatabase } from '../store/site-database.ts';
import { openConfluence } from './confluence.ts';
import { viewerOf } from './permissions.ts';

const [admin] = SEED_PEOPLE;
if (admin === undefined) throw new Error('there are people');
const viewer = viewerOf(admin);

/** A Confluence whose work is done when it is told to. */
function open(database = openSiteDatabase()) {
  const queue: (() => void)[] = [];
  const schedule = (work: () => void) => void queue.push(work);
  const confluence = openConfluence({ database, people: SEED_PEOPLE, now: () => 0, schedule });
  return { database, confluence, queue, step: () => queue.shift()?.() };
}

describe('a long task', () => {
  it('is done step by step, and goes on after the site was stopped', () => {
    const first = open();
    onTestFinished(() => first.database.close());
    const { reader } = first.confluence;
    const titles = { prefix: 'New ', search: '', replace: '' };
    const nothing = {
      attachments: false,
      permissions: false,
      properties: false,
      labels: false,
      customContents: false,
    };
    const source = reader.get(viewer, 65_601);
    const { id } = first.confluence.copies.copyTree(
      viewer,
      source,
      reader.get(viewer, 65_603),
      titles,
      nothing,
    );
    const progress = ({ confluence }: typeof first) => {
      const task = confluence.tasks.find(viewer.accountId, id);
      return [task?.done, task?.total, task?.ended !== undefined];
    };
    expect(progress(first)).toEqual([0, 3, false]);
    first.step();
    expect(progress(first)).toEqual([1, 3, false]);
    expect(reader.hasPage(65_537, 'New Demo space')).toBe(true);
    expect(reader.hasPage(65_537, 'New Release notes')).toBe(false);

    const second = open(first.database);
    second.step();
    second.step();
    expect(progress(second)).toEqual([3, 3, true]);
    expect(second.queue).toEqual([]);
    expect(reader.hasPage(65_537, 'New Release notes')).toBe(true);
    expect(open(first.database).queue).toEqual([]);
  });

  it('that fails says so, and leaves what was done before', () => {
    const { confluence, database, step } = open();
    onTestFinished(() => database.close());
    confluence.tasks.define('fragile', (state, index) => {
      if (index === 1) throw new Error('the second step breaks');
      return { state };
    });
    const { id } = confluence.tasks.start(viewer.accountId, 'fragile', 3, {});
    step();
    step();
    expect(confluence.tasks.find(viewer.accountId, id)).toMatchObject({
      done: 1,
      error: 'the second step breaks',
      ended: 0,
    });
  });
});
