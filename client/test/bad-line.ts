import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What happens to one request on its way: its answer is lost, nothing ever comes, or something else answers. */
export type Mishap = 'lose-answer' | 'hang' | { readonly status: number; readonly headers?: Record<string, string> };

/** A line to a server on which things go wrong, one mishap per request while there are any. */
export class BadLine {
  readonly mishaps: Mishap[] = [];
  /** The body of every request that went in. */
  readonly heard: { readonly data: Record<string, unknown>; readonly correlationId: string | undefined }[] = [];
  /** Requests whose sender gave up before an answer. */
  abandoned = 0;
  private readonly server: Server;

  private constructor(private readonly target: URL) {
    this.server = createServer((incoming, outgoing) => this.pass(incoming, outgoing));
  }

  static async to(url: string): Promise<BadLine> {
    const line = new BadLine(new URL(url));
    await new Promise<void>((resolve) => line.server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.target.pathname}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts);
      const { data } = JSON.parse(body.toString()) as { data: Record<string, unknown> };
      this.heard.push({ data, correlationId: incoming.headers['x-correlation-id'] as string | undefined });
      this.answer(this.mishaps.shift(), { incoming, body, outgoing });
    });
    outgoing.on('close', () => {
      if (!outgoing.writableEnded) this.abandoned += 1;
    });
  }

  private answer(mishap: Mishap | undefined, { incoming, body, outgoing }: { incoming: IncomingMessage; body: Buffer; outgoing: ServerResponse }): void {
    if (mishap === 'hang') return;
    if (typeof mishap === 'object') {
      outgoing.writeHead(mishap.status, mishap.headers).end('<html>not ours</html>');
      return;
    }
    const { hostname, port } = this.target;
    const onward = request({ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (answer) => {
      if (mishap === 'lose-answer') {
        answer.resume().on('end', () => outgoing.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.end(body);
  }
}
