import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createControl } from './control.ts';
import { html, json, readRequest, send, type Answer, type WorldRequest } from './http.ts';
import { createPages } from './pages/index.ts';
import { serveVendor, serviceOf } from './vendors.ts';
import { WorldState, type WorldOptions } from './world.ts';

/** A running outside world. */
export interface World {
  port: number;
  /** `http://127.0.0.1:PORT`, no trailing slash. */
  url: string;
  state: WorldState;
  stop(): Promise<void>;
}

/**
 * Starts the outside world on this machine only. Port 0 takes a free one; 4100 unless told.
 * Rejects with the system's error when the port is taken.
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const state = new WorldState(options);
  const control = createControl(state);
  const pages = createPages(state);
  const server = createServer((raw, res) => {
    serve(state, control, pages, raw, res).catch((error: unknown) => {
      console.error(`local world failed on ${raw.method} ${raw.url}`, error);
      if (!res.headersSent) send(res, json(500, { error: String(error) }));
      else res.destroy();
    });
  });
  // Clients keep connections for long; an idle one must not outlive its client's patience by a race.
  server.keepAliveTimeout = 65_000;
  await listen(server, options.port ?? 4100);
  const { port } = server.address() as AddressInfo;
  state.url = options.publicUrl ?? `http://127.0.0.1:${port}`;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    state,
    stop: async () => {
      await state.sender.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // After `close`, so that nothing new comes in between; a hanging request would keep it open otherwise.
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

type Handler = (req: WorldRequest) => Promise<Answer> | Answer;

async function serve(state: WorldState, control: Handler, pages: (req: WorldRequest) => Answer | undefined, raw: IncomingMessage, res: ServerResponse): Promise<void> {
  const req = await readRequest(raw);
  const service = serviceOf(req.path);
  if (service) return serveVendor(state, service, req, res);
  if (req.path.startsWith('/control/')) return send(res, await control(req));
  send(res, pages(req) ?? html('<!doctype html><title>Not found</title><p>There is nothing here. <a href="/">Overview</a></p>', 404));
}
