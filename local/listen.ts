import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { LocalHubError } from './errors.ts';

/** An HTTP server that listens before its handler is known, so that its URL can be referred to. */
export type Listener = {
  readonly url: string;
  /** Sets the handler. Until then, every request gets a 503. */
  readonly answer: (listener: RequestListener) => void;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a server on the given port of this machine, or on any free one.
 *
 * @param what the server's name, for an error
 * @throws LocalHubError in one line when the port is in use
 */
export const listen = async (what: string, port = 0): Promise<Listener> => {
  let listener: RequestListener = (request, response) => {
    request.resume();
    response.writeHead(503).end();
  };
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((done, fail) => {
    server.once('error', (error) =>
      fail(
        new LocalHubError(`le port ${port} est déjà pris : ${what} ne peut pas s’y ouvrir`, { cause: error }),
      ),
    );
    server.listen(port, '127.0.0.1', () => done());
  });
  const address = server.address();
  const chosen = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${chosen}`,
    answer: (next) => {
      listener = next;
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

/**
 * A request's body, or `undefined` when it is longer than `limit` bytes. It is read to its end in both cases, so that a client
 * that sent too much still gets its answer.
 */
export const bodyOf = async (request: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length > limit ? undefined : Buffer.concat(chunks);
};
