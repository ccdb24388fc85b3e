export { Organisation } from './organisation.ts';
export { nextDocumentNumber, readyDocumentNumber, formatNumber, numberRef, type Series } from './numbering.ts';
export { PERMISSIONS, ROLES, type BuiltInRole, type PermissionName } from './permissions.ts';
export { type Member } from './member.ts';
export { type Profile } from './profile.ts';
export { memberRef, membersWith, organisation, organisationRef, profiles } from './repo.ts';
