import { asTests } from './as-tests.ts';
import { invoicesFigures } from './invoices.figures.ts';

asTests(invoicesFigures);
