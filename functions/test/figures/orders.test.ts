import { asTests } from './as-tests.ts';
import { orderFigures } from './orders.figures.ts';

asTests(orderFigures);
