export { bankDay, earliestDay } from './bank-day.ts';
export { changeOrganisation, OrganisationUpdate } from './change-organisation.ts';
export { Organisation } from './organisation.ts';
export { nextDocumentNumber, readyDocumentNumber, formatNumber, numberRef, type Series } from './numbering.ts';
export { PermissionName, PERMISSIONS, ROLES, type BuiltInRole } from './permissions.ts';
export { assertMayGrant, type Member } from './member.ts';
export { type Profile } from './profile.ts';
export { memberRef, membersWith, organisation, organisationRef, profiles } from './repo.ts';
