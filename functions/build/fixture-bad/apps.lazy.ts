import { getApps } from 'firebase-admin/app';

export const count = (): number => getApps().length;
