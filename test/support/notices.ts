import { type DueNotice, dueNoticeSchema } from '../../shared/mail/notice.ts';

/** A due notice for Provins, `over` replacing any field. */
export const aNotice = (over: Record<string, unknown> = {}): DueNotice =>
  dueNoticeSchema.parse({
    entity: 'NOTICE',
    noticeId: 'n-1',
    caseId: '77-2026-000001',
    template: 'assignation',
    recipient: 'arrondissement',
    arrondissement: '773',
    commune: 'Provins',
    actDate: '2026-03-02',
    sender: 'etude-girard-provins',
    status: 'due',
    facts: { Tribunal: 'Tribunal de proximité de Provins', Dette: '2 449,60 €' },
    ...over,
  });
