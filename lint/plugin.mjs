// Rules of this house that no stock linter knows, as an oxlint plugin.
import { boundaries } from './boundaries.mjs';
import { exactAmounts } from './exact-amounts.mjs';

export default {
  meta: { name: 'toonbank' },
  rules: { boundaries, 'exact-amounts': exactAmounts },
};
