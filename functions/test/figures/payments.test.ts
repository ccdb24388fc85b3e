import { asTests, onOneStack } from './as-tests.ts';
import { moneyWorlds } from './money-world.ts';
import { paymentsFigures } from './payments.figures.ts';

onOneStack(moneyWorlds);

// One round has everything in it; more rounds are `npm run figures -- payments`.
asTests(paymentsFigures, 1);
