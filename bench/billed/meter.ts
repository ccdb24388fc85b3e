import { database } from '../../functions/src/platform/firestore.ts';

/** What Firestore would put on the bill. */
export interface Bill {
  reads: number;
  writes: number;
  deletes: number;
}

/** Which documents it was about, as full resource names; a query stands as `query` and its collection. */
export interface Trace {
  readonly read: string[];
  readonly written: string[];
}

interface WireWrite {
  readonly delete?: string | null;
  readonly update?: { readonly name?: string | null } | null;
}

/** The two methods through which the client library sends everything; not public, so this file alone knows them. */
interface Wire {
  request(method: string, request: { writes?: WireWrite[] }, ...rest: unknown[]): Promise<unknown>;
  requestStream(method: string, bidirectional: boolean, request: WireQuery, ...rest: unknown[]): Promise<NodeJS.ReadableStream>;
}

interface WireQuery {
  readonly documents?: string[];
  readonly structuredQuery?: { readonly from?: readonly { readonly collectionId?: string }[] };
}

let bill: Bill = { reads: 0, writes: 0, deletes: 0 };
let trace: Trace = { read: [], written: [] };
const installed = new WeakSet<object>();

/** Counts on the wire, below the client library: nothing that is sent can be missed or counted twice. */
export function install(): void {
  const wire = Object.getPrototypeOf(database()) as Wire;
  if (installed.has(wire)) return;
  installed.add(wire);
  const { request, requestStream } = wire;
  wire.request = function counted(this: Wire, method, message, ...rest) {
    if (method === 'commit' || method === 'batchWrite') countCommit(message.writes ?? []);
    return request.call(this, method, message, ...rest);
  };
  wire.requestStream = async function counted(this: Wire, method, bidirectional, message, ...rest) {
    // A document that is asked for and missing is billed as a read.
    if (method === 'batchGetDocuments') {
      bill.reads += message.documents?.length ?? 0;
      trace.read.push(...(message.documents ?? []));
    }
    const stream = await requestStream.call(this, method, bidirectional, message, ...rest);
    if (method === 'runQuery') {
      trace.read.push(`query ${message.structuredQuery?.from?.[0]?.collectionId ?? ''}`);
      countQuery(stream);
    }
    // Up to a thousand index entries of an aggregation are one read.
    if (method === 'runAggregationQuery') {
      trace.read.push('aggregation');
      bill.reads += 1;
    }
    return stream;
  };
}

function countCommit(writes: readonly WireWrite[]): void {
  for (const write of writes) {
    trace.written.push(write.delete ?? write.update?.name ?? '');
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
export async function billOf<T>(work: () => Promise<T>): Promise<{ result: T; bill: Bill; trace: Trace }> {
  bill = { reads: 0, writes: 0, deletes: 0 };
  trace = { read: [], written: [] };
  const result = await work();
  // Streams end a moment after their data.
  await new Promise((resolve) => setTimeout(resolve, 5));
  return { result, bill: { ...bill }, trace: { read: [...trace.read], written: [...trace.written] } };
}
