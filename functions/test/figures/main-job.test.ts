import { asTests } from './as-tests.ts';
import { mainJobFigures } from './main-job.figures.ts';

asTests(mainJobFigures);
