import { join } from 'node:path';
import { costsPage } from '../bench/costs/page.ts';
import { performancePage } from '../bench/report.ts';
import { clientPage } from '../client/build/render-docs.ts';
import { errorsFile, tableFile } from '../client/build/render-table.ts';
import { documentsFile, namespacesFile } from '../client/build/render-types.ts';
import { generateActions } from '../functions/build/generate-actions.ts';
import { actionsPage, dataModelPage, statesPage } from '../functions/build/generate-docs.ts';
import { indexesFile } from '../functions/build/generate-indexes.ts';
import { openapiFile } from '../functions/build/openapi/generate-openapi.ts';
import { ROOT } from '../local/bootstrap/root.mjs';
import { buildParams, renderParams } from '../local/world/stripe/schema/generate.ts';

/** A file that is made from other files and committed, for editors, types and reviews. */
export interface Generated {
  /** Relative to the root. */
  file: string;
  make(): Promise<string>;
}

const SRC = join(ROOT, 'functions/src');

/** Everything generated, in the order in which it is made: `npm run generate` writes it, `npm run check` finds drift. */
export const GENERATED: readonly Generated[] = [
  { file: 'functions/src/actions.generated.ts', make: () => generateActions(SRC) },
  { file: 'firestore.indexes.json', make: () => indexesFile(SRC, join(ROOT, 'firestore.indexes.json')) },
  { file: 'docs/actions.md', make: () => actionsPage(SRC) },
  { file: 'docs/data-model.md', make: () => dataModelPage(SRC) },
  { file: 'docs/openapi.json', make: () => openapiFile(SRC) },
  { file: 'client/src/documents.generated.ts', make: () => documentsFile(SRC) },
  { file: 'client/src/namespaces.generated.ts', make: () => namespacesFile(SRC) },
  { file: 'client/src/table.generated.ts', make: () => tableFile(SRC) },
  { file: 'client/src/errors.generated.ts', make: () => errorsFile(SRC) },
  { file: 'docs/client.md', make: () => clientPage(SRC) },
  { file: 'docs/states.md', make: () => statesPage(SRC) },
  { file: 'docs/performance.md', make: performancePage },
  { file: 'docs/costs.md', make: costsPage },
  { file: 'local/world/stripe/schema/params.json', make: async () => renderParams(buildParams()) },
];
