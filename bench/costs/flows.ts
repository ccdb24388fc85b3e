/** What happens for one order or one invoice: steps, as the rows of the benchmark `billed` name them, and how often. */
export interface Flow {
  readonly name: string;
  readonly steps: Readonly<Record<string, number>>;
  /** Documents read by screens that listen: each change of the document, times the screens that show it. */
  readonly heard: number;
  /** Tasks that are created and delivered. */
  readonly tasks: number;
  /** Files that are written, and times that one is fetched. */
  readonly filesWritten: number;
  readonly filesRead: number;
  /** Bytes that stay: documents, index entries, files. */
  readonly documentBytes: number;
  readonly fileBytes: number;
  readonly assumes: string;
}

const KIB = 1024;

/** Screens that show every order or invoice of an organisation at the same time. */
const BOARDS = 3;
/** A shopper follows the own order. */
const FOLLOWERS = 1;

export const ORDER: Flow = {
  name: 'orders',
  steps: { 'orders/quote': 2, 'orders/place': 1, 'orders/accept': 1, 'orders/prepare': 1, 'orders/ready': 1, 'orders/complete': 1, 'effect push': 1, 'effect mail (receipt)': 2 },
  heard: 5 * (BOARDS + FOLLOWERS),
  tasks: 0,
  filesWritten: 0,
  filesRead: 0,
  documentBytes: 24 * KIB,
  fileBytes: 0,
  assumes: `two quotes of the cart, four steps of the staff, a push to the staff and two mails to the customer; ${BOARDS} boards and the shopper hear each of five changes; paid at the counter`,
};

export const INVOICE: Flow = {
  name: 'invoices',
  steps: {
    'invoices/create': 1,
    'invoices/finalize': 1,
    'effect invoice-pdf': 1,
    'effect mail (invoice)': 1,
    'payments/start-checkout': 1,
    'webhook, first delivery': 3,
    'event checkout.session.completed': 1,
    'effect mail (receipt)': 1,
    'effect push': 1,
    'effect customer-summary': 2,
  },
  heard: 5 * BOARDS,
  tasks: 4,
  filesWritten: 2,
  filesRead: 4,
  documentBytes: 40 * KIB,
  fileBytes: 150 * KIB,
  assumes: `made by hand, finalised, mailed with PDF and e-invoice, paid once on the internet; three events of the provider, of which one changes something; ${BOARDS} screens hear each of five changes`,
};

/** Compute of one call, generously: nothing shares an instance with it, and it is rounded up as it is billed. */
export const COMPUTE = { ms: 100, vcpu: 1, gib: 0.5 } as const;
/** Drawing a PDF, with its e-invoice. */
export const RENDER = { ms: 600, vcpu: 1, gib: 1 } as const;
/** Bytes on their way to a device: a document that a screen hears of, and the reply to a call. */
export const SENT = { document: 4 * KIB, reply: 3 * KIB } as const;
