import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EnvironmentError, hasCode } from './errors.ts';

export interface LoopbackServer {
  readonly port: number;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/**
 * Listens on `127.0.0.1` and, where the machine has it, on `::1`, so that `localhost` reaches us whichever address it
 * resolves to, and nobody else's server at the other one.
 * @param createServer makes one server for each address; both must behave alike
 * @param port 0 takes a free one
 * @param flag the one that names the port, for the advice where it cannot be had
 * @throws {EnvironmentError} `port-in-use` or `port-forbidden`
 */
export async function listenOnLoopback(
  createServer: () => Server,
  port: number,
  flag = '--port',
): Promise<LoopbackServer> {
  const first = createServer();
  const taken = await listen(first, port, '127.0.0.1').catch((error: unknown) => {
    throw toEnvironmentError(error, port, flag);
  });
  const servers = [first];
  const second = createServer();
  try {
    await listen(second, taken, '::1');
    servers.push(second);
  } catch (error) {
    // A machine without IPv6 has nothing to listen on there.
    if (!hasCode(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT')) {
      await close(first);
      if (port === 0 && hasCode(error, 'EADDRINUSE')) return listenOnLoopback(createServer, 0, flag);
      throw toEnvironmentError(error, taken, flag);
    }
  }
  return {
    port: taken,
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return isAddressInfo(address) ? address.port : port;
}

function isAddressInfo(address: ReturnType<Server['address']>): address is AddressInfo {
  return address !== null && typeof address === 'object';
}

function toEnvironmentError(error: unknown, port: number, flag: string): unknown {
  if (hasCode(error, 'EADDRINUSE')) {
    return new EnvironmentError('port-in-use', `Port ${port} is in use by another program.`, {
      cause: error,
      nextSteps: [
        `Choose another port with ${flag}, or ${flag} 0 for any free one.`,
        'If it is a dev instance of yours, stop it with `connect-kit instance stop` in its folder.',
      ],
    });
  }
  if (hasCode(error, 'EACCES')) {
    return new EnvironmentError('port-forbidden', `This user may not listen on port ${port}.`, {
      cause: error,
      nextSteps: [`Choose a port above 1023 with ${flag}.`],
    });
  }
  return error;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
