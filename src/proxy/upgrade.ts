import { type IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { type Duplex, PassThrough, type Readable } from 'node:stream';
import { forward, type Passage } from './forward.ts';
import { headerPairs } from './headers.ts';
import { answerOneself, type OwnAnswer } from './own-answer.ts';

export interface Upgrade {
  readonly incoming: IncomingMessage;
  readonly client: Duplex;
  /** What came behind the head of the request. */
  readonly head: Buffer;
  readonly refusal: OwnAnswer | undefined;
  readonly passage: Passage;
  /** Holds both sockets for as long as they are open. */
  readonly sockets: Set<Duplex>;
}

/**
 * Hands a request for a web socket to the add-on and joins both connections when it agrees. What else the add-on answers
 * passes as any answer does, and ends the connection: nothing gets to the add-on behind a request that was refused.
 */
export function forwardUpgrade({ incoming, client, head, refusal, passage, sockets }: Upgrade): void {
  client.on('error', () => client.destroy());
  if (!(client instanceof Socket)) {
    client.destroy();
    return;
  }
  hold(client, sockets);
  const response = new ServerResponse(incoming);
  response.shouldKeepAlive = false;
  response.assignSocket(client);
  response.on('finish', () => client.destroySoon());
  // The server, which does this for other answers, has let go of the socket.
  client.on('drain', () => response.emit('drain'));
  if (refusal !== undefined) {
    answerOneself(incoming, response, refusal);
    return;
  }
  if (!isWebSocket(incoming)) {
    // Other protocols, such as the HTTP/2 that some clients ask for at once, need not be spoken.
    const body = bodyBehind(incoming, client, head);
    if (body === undefined) answerOneself(incoming, response, NO_UPGRADE);
    else forward(incoming, response, passage, body);
    return;
  }
  const nothing = new PassThrough().end();
  forward(
    incoming,
    response,
    {
      ...passage,
      onUpgrade: (answer, upstream, early) => {
        response.detachSocket(client);
        hold(upstream, sockets);
        client.write(headOf(answer));
        client.write(early);
        upstream.write(head);
        join(client, upstream);
        passage.report.answered(answer);
        passage.report.end(answer.statusCode ?? 101, 'a web socket, open from here on');
      },
    },
    nothing,
  );
}

const NO_UPGRADE: OwnAnswer = {
  status: 501,
  code: 'unknown-upgrade',
  message:
    'This proxy changes to web sockets alone, and takes no body in chunks with a wish for another protocol.',
};

function isWebSocket({ headers, method }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.trim().toLowerCase() === 'websocket';
}

function headOf({ httpVersion, statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = headerPairs(rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/${httpVersion} ${statusCode} ${statusMessage}\r\n${lines.join('')}\r\n`;
}

function join(client: Socket, upstream: Duplex): void {
  upstream.on('error', () => client.destroy());
  upstream.on('close', () => client.end());
  client.on('close', () => upstream.destroy());
  upstream.pipe(client).pipe(upstream);
}

function hold(socket: Duplex, sockets: Set<Duplex>): void {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
}

/**
 * The body of a request that the server no longer reads, because it asks for another protocol.
 * @returns undefined when its end cannot be told
 */
function bodyBehind({ headers }: IncomingMessage, client: Socket, head: Buffer): Readable | undefined {
  if (headers['transfer-encoding'] !== undefined) return undefined;
  const body = new PassThrough();
  let missing = Number(headers['content-length'] ?? 0);
  const take = (chunk: Buffer) => {
    const part = chunk.subarray(0, missing);
    missing -= part.length;
    if (part.length > 0 && !body.write(part)) {
      client.pause();
      body.once('drain', () => client.resume());
    }
    if (missing > 0) return;
    client.off('data', take);
    body.end();
  };
  if (head.length < missing) client.on('data', take);
  take(head);
  return body;
}
