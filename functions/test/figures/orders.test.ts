import { asTests } from './as-tests.ts';
import { ordersFigures } from './orders.figures.ts';

asTests(ordersFigures);
