import { asTests, onOneStack } from './as-tests.ts';
import { mainJobFigures, mainJobStacks } from './main-job.figures.ts';

onOneStack(mainJobStacks);

// One round has everything in it; more rounds are `npm run figures -- main-job`.
asTests(mainJobFigures, 1);
