import { setting } from '../../../../platform/config.ts';
import { type RatesProvider } from '../port.ts';
import { tablesIn } from './tables.ts';

const TIMEOUT_MS = 15_000;

/** The European Central Bank, which publishes around 16:00 in Frankfurt on working days. No key, no account. */
export const ecb: RatesProvider = {
  latest: () => tables('eurofxref-daily.xml'),
  recent: () => tables('eurofxref-hist-90d.xml'),
};

async function tables(file: string) {
  const base = setting('ECB_BASE_URL') || 'https://www.ecb.europa.eu';
  const answer = await fetch(`${base}/stats/eurofxref/${file}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`the ECB answers ${answer.status}`);
  return tablesIn(await answer.text());
}
