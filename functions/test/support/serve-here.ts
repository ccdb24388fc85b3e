import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { restApi } from '../../src/platform/rest/serve.ts';
import { registry } from '../../src/registry.ts';

/** The interface as it is deployed, served over HTTP by this process. */
export interface ServedHere {
  /** As a stack has it, so that a `RestCaller` can be pointed at it. */
  readonly functionsUrl: string;
  stop(): void;
}

/** @param changed what differs from the deployed actions, by name */
export async function serveHere(changed: typeof registry.actions = {}): Promise<ServedHere> {
  const rest = restApi({ ...registry, actions: { ...registry.actions, ...changed }, extras: {} });
  const keepRaw = (request: object, _response: unknown, body: Buffer): void => void Object.assign(request, { rawBody: body });
  const app = express().use(express.json({ verify: keepRaw }));
  app.use('/api', (request: Request, response: Response) => rest(request as never, response));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    functionsUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
