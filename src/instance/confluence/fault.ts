/** What a caller of the stores did wrong, or may not do; the routes turn it into the product's answer. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly kind: FaultKind;
  /** What version 2 of the REST API says instead, where it has words of its own. */
  readonly titleInV2: string;

  constructor(kind: FaultKind, message: string, titleInV2: string = message) {
    super(message);
    this.kind = kind;
    this.titleInV2 = titleInV2;
  }
}

export type FaultKind = 'invalid' | 'not-found' | 'forbidden' | 'conflict' | 'too-large' | 'not-emulated';

export function contentNotFound(id: number | string): Fault {
  return new Fault('not-found', `No content found with id: ContentId{id=${id}}`, 'Not Found');
}

export function spaceNotFound(key: string | number): Fault {
  return new Fault('not-found', `No space with key : ${key}`, 'Not Found');
}

/** The words of Confluence's version 1 and version 2, each as public clients have recorded them. */
export function versionConflict(current: number, given: number): Fault {
  return new Fault(
    'conflict',
    `Version must be incremented on update. Current version is: ${current}`,
    `Version must be incremented when updating a page. Current Version: [${current}]. Provided version: [${given}]`,
  );
}

export function titleTaken(what: 'page' | 'blog post'): Fault {
  return new Fault(
    'invalid',
    `A ${what} with this title already exists: A ${what} already exists with the same TITLE in this space`,
  );
}

export function notEmulated(what: string): Fault {
  return new Fault('not-emulated', `connect-kit's dev instance does not emulate ${what}.`);
}
