import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line to a port of this machine that can be cut and mended. */
export class BrokenLine {
  private readonly sockets = new Set<Socket>();
  private isCut = false;
  private heardTry = (): void => {};
  private readonly server: Server;

  private constructor(target: number) {
    this.server = createServer((caller) => {
      if (this.isCut) {
        caller.destroy();
        return this.heardTry();
      }
      const onward = connect(target, '127.0.0.1');
      for (const [one, other] of [[caller, onward], [onward, caller]] as const) {
        this.sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => this.sockets.delete(one));
      }
    });
  }

  static async to(target: number): Promise<BrokenLine> {
    const line = new BrokenLine(target);
    await new Promise<void>((resolve) => line.server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends what is under way and refuses what comes. @returns resolves when somebody has tried in vain */
  cut(): Promise<void> {
    this.isCut = true;
    const tried = new Promise<void>((resolve) => (this.heardTry = resolve));
    for (const socket of this.sockets) socket.destroy();
    return tried;
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
