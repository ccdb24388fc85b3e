/** Inputs as an app would make them; the types are the client's, so that a change of the definitions shows here. */
import type { ActionNamespaces } from '../src/index.ts';

type Input<N extends keyof ActionNamespaces, M extends keyof ActionNamespaces[N]> = ActionNamespaces[N][M] extends (input: infer I, ...rest: never[]) => unknown ? I : never;

export const organisation = {
  name: 'Van Dijk Dakwerken B.V.',
  email: 'post@vandijk.example',
  address: { street: 'Kruisstraat 17', postalCode: '3581 GK', city: 'Utrecht', country: 'NL' },
  kvkNumber: '27312345',
  vatNumber: 'NL004495445B01',
  iban: 'NL91ABNA0417164300',
} satisfies Input<'accounts', 'createOrganisation'>;

export const customer = {
  kind: 'business',
  name: 'Bakkerij De Gouden Aar',
  contactName: 'Fenna Özdemir',
  email: 'fenna@goudenaar.example',
  address: { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' },
} satisfies Input<'customers', 'create'>;

export const lines = [
  { description: 'Dakraam geplaatst', quantity: '3', unitPrice: 48_995, vat: 'standard' },
  { description: 'Afvoer van puin', quantity: '2.5', unitPrice: 13_777, vat: 'standard' },
] satisfies Input<'invoices', 'create'>['lines'];
