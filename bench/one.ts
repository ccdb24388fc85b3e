import { BENCHES } from './benches.ts';

/** One benchmark in this process: its rows go to the process that asked. */
const bench = BENCHES.find(({ name }) => name === process.argv[2]);
if (bench === undefined) throw new Error(`There is no bench "${process.argv[2] ?? ''}".`);
process.once('SIGTERM', () => process.exit(1));
const rows = await bench.run();
// Whatever connection is still open must not keep the process.
if (process.send === undefined) console.log(JSON.stringify(rows, null, 2));
else process.send(rows, () => process.exit(0));
