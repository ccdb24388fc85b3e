import { asTests } from './as-tests.ts';
import { interfaceFigures } from './interfaces.figures.ts';

asTests(interfaceFigures);
