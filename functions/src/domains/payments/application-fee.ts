import { setting } from '../../platform/config.ts';
import { AppError } from '../../platform/errors.ts';
import { percentOf, type Minor } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';

/** All of a payment; more than that no provider takes. */
const MOST_BP = 10_000;

/**
 * What the platform takes of a payment on an organisation's own account. It is part of the deployment's configuration
 * and of no document, so that nobody but whoever runs the platform can set it.
 * @throws AppError `not-configured` when the setting is no list of basis points
 */
export function applicationFee(org: Tenant, amount: Minor): Minor {
  return percentOf(amount, feeOf(org.id, setting('APPLICATION_FEE_BP')));
}

/**
 * Reads `150,org-a:90,org-b:0`: 1.5 % for everybody, other terms for two organisations.
 * @returns basis points; zero for an empty setting
 */
export function feeOf(orgId: string, list: string): number {
  let general = 0;
  let own: number | undefined;
  for (const term of list.split(',').map((part) => part.trim()).filter((part) => part !== '')) {
    const [, who, digits = ''] = /^(?:([\w-]+):)?(\d{1,5})$/.exec(term) ?? [];
    const basisPoints = parseInt(digits, 10);
    if (!(basisPoints <= MOST_BP)) throw wrongSetting(term);
    if (who === undefined) general = basisPoints;
    else if (who === orgId) own = basisPoints;
  }
  return own ?? general;
}

function wrongSetting(term: string): AppError {
  return new AppError('not-configured', `setting APPLICATION_FEE_BP: "${term}" is not 0 to ${MOST_BP} basis points`, {
    say: { en: 'Online payments are not configured correctly.', nl: 'Online betalen is niet goed ingesteld.' },
  });
}
