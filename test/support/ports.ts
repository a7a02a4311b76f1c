import { createServer } from 'node:http';
import { connect } from 'node:net';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';

/** A port that was free a moment ago, for a program that wants to be told its port. */
export async function freePort(): Promise<number> {
  const server = await listenOnLoopback(() => createServer(), 0);
  await server.close();
  return server.port;
}

/** True when somebody listens on `port` of this machine. */
export async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, 'localhost');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
