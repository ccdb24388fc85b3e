import { type Clock } from './clock.ts';

/** Work of a domain that falls due by itself, such as quotes that expire; runs every minute and takes what is due. */
export interface SweepJob {
  readonly name: string;
  run(clock: Clock): Promise<void>;
}
