import { database } from '../../functions/src/platform/firestore.ts';

/** What Firestore would put on the bill. */
export interface Bill {
  reads: number;
  writes: number;
  deletes: number;
}

/** The two methods through which the client library sends everything; not public, so this file alone knows them. */
interface Wire {
  request(method: string, request: { writes?: { delete?: string | null }[] }, ...rest: unknown[]): Promise<unknown>;
  requestStream(method: string, bidirectional: boolean, request: { documents?: string[] }, ...rest: unknown[]): Promise<NodeJS.ReadableStream>;
}

let bill: Bill = { reads: 0, writes: 0, deletes: 0 };
let installed = false;

/** Counts on the wire, below the client library: nothing that is sent can be missed or counted twice. */
export function install(): void {
  if (installed) return;
  installed = true;
  const wire = Object.getPrototypeOf(database()) as Wire;
  const { request, requestStream } = wire;
  wire.request = function counted(this: Wire, method, message, ...rest) {
    if (method === 'commit') countCommit(message.writes ?? []);
    return request.call(this, method, message, ...rest);
  };
  wire.requestStream = async function counted(this: Wire, method, bidirectional, message, ...rest) {
    // A document that is asked for and missing is billed as a read.
    if (method === 'batchGetDocuments') bill.reads += message.documents?.length ?? 0;
    const stream = await requestStream.call(this, method, bidirectional, message, ...rest);
    if (method === 'runQuery') countQuery(stream);
    // Up to a thousand index entries of an aggregation are one read.
    if (method === 'runAggregationQuery') bill.reads += 1;
    return stream;
  };
}

function countCommit(writes: readonly { delete?: string | null }[]): void {
  for (const write of writes) {
    if (typeof write.delete === 'string' && write.delete !== '') bill.deletes += 1;
    else bill.writes += 1;
  }
}

/** Each document of a result is a read; an empty result is one, too. */
function countQuery(stream: NodeJS.ReadableStream): void {
  let documents = 0;
  stream.on('data', (answer: { document?: unknown }) => {
    if (answer.document !== undefined && answer.document !== null) documents += 1;
  });
  stream.on('end', () => (bill.reads += Math.max(1, documents)));
}

/** What `work` costs. A transaction that had to run again is billed again, so measure without contention. */
export async function billOf<T>(work: () => Promise<T>): Promise<{ result: T; bill: Bill }> {
  bill = { reads: 0, writes: 0, deletes: 0 };
  const result = await work();
  // Streams end a moment after their data.
  await new Promise((resolve) => setTimeout(resolve, 5));
  return { result, bill: { ...bill } };
}
