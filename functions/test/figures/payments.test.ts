import { asTests } from './as-tests.ts';
import { paymentsFigures } from './payments.figures.ts';

asTests(paymentsFigures);
