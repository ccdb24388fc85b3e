import { getApps, initializeApp, deleteApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';

/**
 * Does once what the first request does: opens Firestore and reads, against a port where nobody listens. What it
 * compiles on the way goes into the code cache.
 */
export async function warmUp() {
  process.env.FIRESTORE_EMULATOR_HOST = '127.0.0.1:9';
  const app = getApps()[0] ?? initializeApp({ projectId: 'demo-cache' }, 'warm-up');
  const read = getFirestore(app).doc('warm/up').get();
  await Promise.race([read.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 1500))]);
  await deleteApp(app);
}
