import {
  childNamed,
  elementsNamed,
  plainText,
  type StorageElement,
  type StorageNode,
  writeStorage,
} from './storage-tree.ts';

/** A task of a body: a line of a list of tasks. */
export interface BodyTask {
  /** The number that it has in the body. */
  readonly localId: string;
  readonly isComplete: boolean;
  /** Of the line, in the storage format. */
  readonly body: string;
  /** Who is mentioned first. */
  readonly assignee: string | null;
  /** The first day that is named, in milliseconds since the epoch. */
  readonly due: number | null;
}

const TASK = 'ac:task';
const STATUS = 'ac:task-status';

/** The tasks of a body, in its order. */
export function tasksIn(nodes: readonly StorageNode[]): readonly BodyTask[] {
  return elementsIn(nodes, TASK).map((task, index) => {
    const line = childNamed(task, 'ac:task-body')?.children ?? [];
    const day = elementsIn(line, 'time')[0]?.attributes['datetime'];
    const due = day === undefined ? Number.NaN : Date.parse(day);
    return {
      localId: localIdOf(task, index),
      isComplete: isComplete(task),
      body: writeStorage(line),
      assignee: elementsIn(line, 'ri:user')[0]?.attributes['ri:account-id'] ?? null,
      due: Number.isNaN(due) ? null : due,
    };
  });
}

/** The body with a task done, or not done. */
export function withTask(nodes: readonly StorageNode[], localId: string, isDone: boolean): string {
  const state = { index: 0 };
  const change = (node: StorageNode): StorageNode => {
    if (node.kind === 'text') return node;
    const isMeant = node.name === TASK && localIdOf(node, state.index++) === localId;
    const children = node.children.map(change);
    return { ...node, children: isMeant ? withStatus(children, isDone) : children };
  };
  return writeStorage(nodes.map(change));
}

function withStatus(children: readonly StorageNode[], isDone: boolean): readonly StorageNode[] {
  const status: StorageNode = {
    kind: 'element',
    name: STATUS,
    attributes: {},
    children: [{ kind: 'text', text: isDone ? 'complete' : 'incomplete' }],
  };
  const others = children.filter((child) => child.kind === 'text' || child.name !== STATUS);
  const ids = others.filter((child) => child.kind === 'element' && child.name !== 'ac:task-body');
  return [...ids, status, ...others.filter((child) => !ids.includes(child))];
}

/** Tasks that come without a number are counted. */
function localIdOf(task: StorageElement, index: number): string {
  return plainText(childNamed(task, 'ac:task-id')?.children ?? []).trim() || String(index + 1);
}

function isComplete(task: StorageElement): boolean {
  return plainText(childNamed(task, STATUS)?.children ?? []).trim() === 'complete';
}

/** The elements with the name, however deep, each before what is in it. */
function elementsIn(nodes: readonly StorageNode[], name: string): readonly StorageElement[] {
  return nodes.flatMap((node) =>
    node.kind === 'text' ? [] : [...elementsNamed([node], name), ...elementsIn(node.children, name)],
  );
}
