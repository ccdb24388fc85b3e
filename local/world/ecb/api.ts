/** The European Central Bank's reference rates, in the XML that it publishes every working day. */
import type { WorldClock } from '../clock.ts';
import { type Answer, type WorldRequest } from '../http.ts';
import type { Vendor, VendorHooks } from '../vendor.ts';

/** Units for one euro, in ten-thousandths. Fixed, so that tests know them; each weekday adds its own few. */
const RATES: Readonly<Record<string, number>> = {
  USD: 11_642, JPY: 1_784_300, CZK: 242_510, DKK: 74_689, GBP: 8_817, HUF: 3_816_700, PLN: 42_275, RON: 50_873,
  SEK: 109_870, CHF: 9_297, ISK: 1_466_000, NOK: 117_455, TRY: 493_116, AUD: 17_931, BRL: 62_190, CAD: 16_338,
  CNY: 82_745, HKD: 90_611, IDR: 194_391_200, ILS: 37_938, INR: 1_041_840, KRW: 17_162_300, MXN: 213_640, MYR: 48_148,
  NZD: 20_686, PHP: 684_890, SGD: 15_164, THB: 377_880, ZAR: 200_195,
};

const DAY_MS = 86_400_000;
/** Rates of a day appear around 16:00 in Frankfurt; 15:00 UTC is that in winter, and no earlier in summer. */
const PUBLISHED_MS = 15 * 3_600_000;

export class EcbApi implements Vendor {
  constructor(private readonly clock: WorldClock) {}

  async handle(req: WorldRequest, hooks: VendorHooks): Promise<Answer> {
    await hooks.pause?.();
    const file = /^\/ecb\/stats\/eurofxref\/eurofxref-(daily|hist-90d)\.xml$/.exec(req.path)?.[1];
    if (req.method !== 'GET' || file === undefined) return { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Page not found</h1>' };
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: envelope(this.days(file === 'daily' ? 1 : 64)) };
  }

  faultAnswer(status: number): Answer {
    return { status, headers: { 'content-type': 'text/html' }, body: '<h1>Service unavailable</h1>' };
  }

  /** The latest working days for which rates are out, newest first. */
  private days(count: number): Date[] {
    const days: Date[] = [];
    for (let day = this.clock.now().getTime() - PUBLISHED_MS; days.length < count; day -= DAY_MS) {
      const date = new Date(day);
      if (date.getUTCDay() % 6 !== 0) days.push(date);
    }
    return days;
  }
}

function envelope(days: readonly Date[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender>
\t\t<gesmes:name>European Central Bank</gesmes:name>
\t</gesmes:Sender>
\t<Cube>
${days.map(table).join('\n')}
\t</Cube>
</gesmes:Envelope>`;
}

function table(day: Date): string {
  const rows = Object.entries(RATES).map(([currency, units]) => `\t\t\t<Cube currency='${currency}' rate='${decimal(units + 7 * day.getUTCDay())}'/>`);
  return `\t\t<Cube time='${day.toISOString().slice(0, 10)}'>\n${rows.join('\n')}\n\t\t</Cube>`;
}

/** Ten-thousandths as a decimal without idle zeros, as the bank prints them. */
function decimal(units: number): string {
  return (units / 10_000).toFixed(4).replace(/0+$/, '').replace(/\.$/, '');
}
