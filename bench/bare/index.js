// The floor that our functions are measured against: the same Firestore operations with nothing of ours around them.
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { onDocumentCreated } from 'firebase-functions/v2/firestore';
import { onCall, onRequest, HttpsError } from 'firebase-functions/v2/https';

const region = 'europe-west4';
initializeApp();
const db = getFirestore();
let template;

/** One lookup, one transaction with a read and two writes: what changing a customer takes. */
const change = onCall({ cors: true }, async ({ auth, data }) => {
  if (!auth) throw new HttpsError('unauthenticated', 'Sign in.');
  template ??= (await db.doc('bare/template').get()).data();
  const org = db.doc(`orgs/${data.orgId}`);
  const member = await org.collection('members').doc(auth.uid).get();
  if (!member.exists) throw new HttpsError('not-found', 'None.');
  return db.runTransaction(async (tx) => {
    const ref = org.collection('customers').doc(data.customerId);
    const customer = (await tx.get(ref)).data();
    const fields = { ...template.fields, phone: data.phone, updatedAt: new Date(), version: customer.version + 1 };
    tx.update(ref, fields);
    tx.create(org.collection('audit').doc(), { ...template.audit, at: new Date() });
    return { ...customer, ...fields, searchWords: undefined };
  });
});

/** Two lookups: what showing a customer takes. */
export const show = onCall({ region, cors: true }, async ({ auth, data }) => {
  if (!auth) throw new HttpsError('unauthenticated', 'Sign in.');
  const org = db.doc(`orgs/${data.orgId}`);
  const [member, customer] = [await org.collection('members').doc(auth.uid).get(), await org.collection('customers').doc(data.customerId).get()];
  if (!member.exists || !customer.exists) throw new HttpsError('not-found', 'None.');
  return { ...customer.data(), searchWords: undefined };
});

export const api = onRequest({ region, concurrency: 80 }, (request, response) => change(request, response));

/** Never fires here: a database with a trigger does more at every write, whatever is written. */
export const effects = onDocumentCreated({ region, document: '{scope}/{scopeId}/outbox/{outboxId}' }, () => undefined);

/** Stores a delivery under its id and says so. */
export const ack = onRequest({ region, concurrency: 80 }, async (request, response) => {
  const { id } = JSON.parse(request.rawBody.toString());
  await db.doc(`inbox/${id}`).create({ payload: request.rawBody.toString(), receivedAt: new Date() }).catch((error) => {
    if (error.code !== 6) throw error;
  });
  response.status(200).json({ received: true });
});
