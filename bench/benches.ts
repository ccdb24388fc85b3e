import { actionLatency } from './action-latency.ts';
import { billed } from './billed/index.ts';
import { busyDay } from './busy-day/index.ts';
import { coldLoad } from './cold-load.ts';
import { coldStarts } from './cold-starts.ts';
import { firstAnswer } from './first-answer.ts';
import { growth } from './growth/index.ts';
import { instance } from './instance.ts';
import { listenerFanOut } from './listener-fan-out.ts';
import { memory } from './memory.ts';
import { pdf } from './pdf.ts';
import { placingOrders } from './placing-orders.ts';
import type { Bench } from './row.ts';
import { webhookBurst } from './webhook-burst.ts';

/** Every benchmark, in the order of the table; the longest comes last. */
export const BENCHES: readonly Bench[] = [coldLoad, firstAnswer, memory, coldStarts, billed, actionLatency, instance, placingOrders, webhookBurst, growth, listenerFanOut, pdf, busyDay];
