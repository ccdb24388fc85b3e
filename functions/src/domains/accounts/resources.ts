import { resource } from '../../platform/resource.ts';
import { Invitation } from './invitation.ts';
import { CustomRole, Member } from './member.ts';
import { invitations, members, roles } from './repo.ts';

export const accountResources = [
  resource({
    name: 'members',
    domain: 'accounts',
    singular: 'member',
    idField: 'uid',
    summary: 'who belongs to the organisation, also those who have left',
    collection: members,
    schema: Member,
    permission: 'members.read',
    filters: { status: Member.shape.status, role: Member.shape.role },
    sorts: { name: 'name', '-createdAt': 'createdAt' },
  }),
  resource({
    name: 'invitations',
    domain: 'accounts',
    singular: 'invitation',
    summary: 'invitations, whatever became of them',
    collection: invitations,
    schema: Invitation,
    permission: 'members.read',
    filters: { status: Invitation.shape.status },
    sorts: { '-createdAt': 'createdAt', expiresAt: 'expiresAt' },
  }),
  resource({
    name: 'roles',
    domain: 'accounts',
    singular: 'role',
    summary: 'the organisation\'s own roles; the built-in ones are not documents',
    collection: roles,
    schema: CustomRole,
    permission: 'members.read',
    filters: {},
    sorts: { name: 'name' },
  }),
];
