import { invalidRequest } from './errors.ts';

const CURRENCIES = new Set(
  ('aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp ' +
    'etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jpy kes kgs khr kmf krw kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd ' +
    'mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std ' +
    'szl thb tjs top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw').split(' '),
);

/** The currency in lower case. Throws Stripe's error for one it does not support. */
export function checkCurrency(currency: string, param = 'currency'): string {
  const lower = currency.toLowerCase();
  if (!CURRENCIES.has(lower)) {
    throw invalidRequest(`Invalid currency: ${lower}. Stripe currently supports these currencies: ${[...CURRENCIES].join(', ')}`, param);
  }
  return lower;
}

/** Smallest charge, in minor units, for the currencies we use; 50 for the rest. */
const MINIMUM: Record<string, number> = { gbp: 30, dkk: 250, nok: 300, sek: 300, jpy: 50, pln: 200, czk: 1500, huf: 17500 };

/** Throws unless the amount, in minor units, can be charged. */
export function checkAmount(amount: number, currency: string, param = 'amount'): void {
  if (amount < 1) throw invalidRequest('This value must be greater than or equal to 1.', param, 'parameter_invalid_integer');
  const least = MINIMUM[currency] ?? 50;
  if (amount < least) throw invalidRequest(`Amount must be at least ${formatMoney(least, currency)} ${currency}`, param, 'amount_too_small');
  if (amount > 99_999_999) throw invalidRequest(`Amount must be no more than ${formatMoney(99_999_999, currency)} ${currency}`, param, 'amount_too_large');
}

const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));

/** An amount for people, e.g. `€12.34`. */
export function formatMoney(amount: number, currency: string): string {
  const digits = ZERO_DECIMAL.has(currency) ? 0 : 2;
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = digits ? text.slice(0, -digits) : text;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const symbol = { eur: '€', usd: '$', gbp: '£' }[currency] ?? `${currency.toUpperCase()} `;
  return `${amount < 0 ? '-' : ''}${symbol}${grouped}${digits ? `.${text.slice(-digits)}` : ''}`;
}

/** What Stripe keeps of a payment, in minor units: a fixed part, and for cards 1.5 %, in half-up basis points. */
export function stripeFee(amount: number, method: string): number {
  const fixed: Record<string, number> = { card: 25, ideal: 29, bancontact: 35, sepa_debit: 35 };
  const basisPoints = method === 'card' ? 150 : 0;
  return (fixed[method] ?? 25) + Math.floor((amount * basisPoints + 5_000) / 10_000);
}
