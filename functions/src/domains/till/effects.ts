import { type Effect } from '../../platform/outbox.ts';
import { storeImmutable, type StoredFile } from '../../platform/storage.ts';
import { reader } from '../../platform/tx.ts';
import { organisation } from '../accounts/api.ts';
import { renderReport } from '../documents/api.ts';
import { recordImmutable } from '../files/api.ts';
import { reportOf, type ReportOrder } from './outbox-kinds.ts';
import { reportDocument } from './report.ts';
import { movementsOfSession, sessionRef, sessions } from './repo.ts';

/** Makes the day report of a closed session and stores it for good. A second run finds it at its place. */
export const tillReportEffect: Effect<ReportOrder> = {
  ...reportOf,
  queue: 'render',
  maxAttempts: 8,
  leaseMs: 120_000,
  async perform({ org, payload }) {
    const session = await reader.require(sessionRef(org, payload.sessionId));
    if (session.report !== null) return { path: session.report.path, earlier: true };
    const report = reportDocument(await organisation(reader, org), session, await movementsOfSession(reader, org, session.id));
    const { bytes } = await renderReport(report);
    return { pdf: await storeImmutable(`${org.path}/till/${session.id}/report-${session.number}.pdf`, bytes, 'application/pdf') };
  },
  async settle({ tx, org, clock, payload, info }) {
    const pdf = info['pdf'] as StoredFile | undefined;
    const session = await tx.require(sessionRef(org, payload.sessionId));
    if (pdf === undefined || session.report !== null) return;
    const about = { collection: sessions.name, id: session.id };
    const { id: fileId } = await recordImmutable({ tx, org, clock }, { ...pdf, kind: 'till-report', name: `report-${session.number}.pdf`, about });
    tx.update(sessionRef(org, session.id), { report: { fileId, path: pdf.path, sha256: pdf.sha256 } });
  },
};
