/** What a step of growth meets first, and what to do then. Limits as Google documents them; ours as measured. */
export const LIMITS: readonly { readonly growth: string; readonly limit: string; readonly remedy: string }[] = [
  {
    growth: 'orders per second of one organisation',
    limit:
      'hot documents: the number series is one document, advanced in every order; Firestore sustains about one write per second to a document for long, more in bursts. Orders of one instance wait in turn, so that they do not collide',
    remedy: 'a series per shop (its pattern with a prefix), so that shops do not wait for each other; after that numbers in blocks, which the law of gapless numbers allows for orders and not for invoices',
  },
  {
    growth: 'sales of one product per second',
    limit: 'hot documents: the stock level of that product in that shop',
    remedy: 'products that need no exact count are not counted (`trackStock` off); else levels in several documents that are summed, each order taking from one of them',
  },
  {
    growth: 'staff and shoppers that look at the same moment',
    limit: 'listener fan-out: each listener is billed a read per change, so ten boards cost ten times the reads of one; the benchmark `listener-fan-out` measures when screens come late',
    remedy: 'boards listen to open orders only, shoppers to their own order; a board of hundreds listens to one summary document per shop, written at most once per second',
  },
  {
    growth: 'documents of one collection',
    limit: 'index fan-out: writes cost one entry per indexed field and search word; a document may have 40,000 entries, and a collection whose index grows by ever later times takes about 500 writes per second on one index range',
    remedy: 'large fields that nobody asks for (lines, changes, payloads) are exempt from indexes in firestore.indexes.json; beyond 500 per second in one organisation, lists are ordered by a key with a prefix that spreads them',
  },
  {
    growth: 'members of one organisation',
    limit: 'reads per push: telling the staff of an order reads three documents for each member who may be told, besides three others (`effect push` in the benchmark `billed`, with two members); with fifty it would be 153 reads an order, more than all else',
    remedy: 'one document per shop that lists whom to tell on which devices, kept by those who change members and devices; a push then reads that one',
  },
  {
    growth: 'organisations: 1',
    limit: "the free quota of Firestore, of which the page above tells how many orders it lasts for; nothing stops there, it begins to cost",
    remedy: 'nothing: budget alerts; fewer sweeps at night if cents matter',
  },
  {
    growth: 'organisations: 100',
    limit: 'nothing of Google\'s; the sweep takes up 200 outbox documents per minute over all organisations together when triggers are lost',
    remedy: 'raise `SWEEP_BATCH`, or sweep until nothing is due',
  },
  {
    growth: 'organisations: 10,000',
    limit:
      'quotas: one project has a limit of instances per function and region (100 until it is raised) and of queue dispatches (ours: 20 PDFs, 50 events at once); collection group queries of the sweeps order all organisations by one time, which is one hot index range',
    remedy: 'ask for the quota, raise `maxInstances` and `maxConcurrentDispatches`; give due work a shard number and one sweep per shard; large customers get a database of their own in the same project',
  },
];
