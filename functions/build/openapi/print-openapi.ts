import { openapiDocument } from './generate-openapi.ts';

/* A process of its own, in which comments are descriptions; see said.mjs. */

const [src = ''] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await openapiDocument(src), null, 1)}\n`);
