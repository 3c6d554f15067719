import { stageOf } from '../../infra/stages.ts';
import { type DueDigest, dueDigestSchema } from '../../shared/outbound/digest.ts';
import { type Directory, directorySchema } from '../../shared/outbound/directory.ts';
import type { Desk } from '../../shared/outbound/letters/letter.ts';
import { postalAddressesSchema } from '../../shared/outbound/letters/letter.ts';
import type { Contact } from '../../shared/outbound/mail/render.ts';
import { type DueNotice, dueNoticeSchema } from '../../shared/outbound/notice.ts';

const common = {
  entity: 'NOTICE',
  noticeId: 'n-1',
  caseId: '77-2026-000001',
  recipient: 'arrondissement',
  recipients: ['arrondissement'],
  arrondissement: '773',
  commune: 'Provins',
  insee: '77379',
  status: 'due',
};

/** A due notice of an event, for Provins; `over` replaces any field. */
export const aNotice = (over: Record<string, unknown> = {}): DueNotice =>
  dueNoticeSchema.parse({
    ...common,
    about: 'evenement',
    template: 'assignation',
    actDate: '2026-03-02',
    sender: 'etude-girard-provins',
    facts: { Tribunal: 'Tribunal de proximité de Provins', Dette: '2 449,60 €' },
    ...over,
  });

/** A due notice of an alert, for Meaux, a week before its date; `over` replaces any field. */
export const anAlert = (over: Record<string, unknown> = {}): DueNotice =>
  dueNoticeSchema.parse({
    ...common,
    about: 'alerte',
    template: 'cfpDansSeptJours',
    arrondissement: '771',
    commune: 'Meaux',
    insee: '77284',
    due: '2026-03-09',
    day: '2026-03-02',
    urgent: true,
    explanation: [
      'Décision du préfet sur le concours de la force publique.',
      'Départ : demande de concours de la force publique, vendredi 9 janvier 2026.',
      '09/01/2026 + 2 mois = 09/03/2026.',
      'Échéance : lundi 9 mars 2026.',
    ],
    source: 'CPCE, art. L153-1 et R153-1',
    facts: { Étape: 'Concours de la force publique demandé' },
    calendar: {
      uid: '77-2026-000001-decisionCfp',
      date: '2026-03-09',
      title: 'Décision du préfet sur le concours de la force publique',
      told: '2026-03-02',
    },
    ...over,
  });

/** Whom a reader of the mails may call. */
export const aContact: Contact = {
  service: 'DDETS de Seine-et-Marne',
  telephone: '01 99 00 77 77',
  mail: 'ddets@etat.example',
};

/** A row of a digest about an event; `over` replaces any field. */
export const anEventRow = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  noticeId: 'n-2',
  caseId: '77-2026-000001',
  about: 'evenement',
  commune: 'Meaux',
  template: 'assignation',
  actDate: '2026-02-27',
  sender: 'etude-moreau-meaux',
  facts: [
    ['Date de l’audience', '20/05/2026'],
    ['Dette', '2 449,60 €'],
  ],
  urgent: false,
  forward: [],
  ...over,
});

/** A row of a digest about an alert; `over` replaces any field. */
export const aRow = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  noticeId: 'n-1',
  caseId: '77-2026-000001',
  about: 'alerte',
  commune: 'Meaux',
  template: 'cfpDansTrenteJours',
  title: 'Décision du préfet sur le concours de la force publique',
  due: '2026-04-01',
  urgent: false,
  forward: [],
  ...over,
});

/** A due digest of 2 March 2026 to the mailbox of Meaux; `over` replaces any field. */
export const aDigest = (over: Record<string, unknown> = {}): DueDigest =>
  dueDigestSchema.parse({
    entity: 'DIGEST',
    digestId: 'd-1',
    day: '2026-03-02',
    mailbox: 'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr',
    part: 1,
    parts: 1,
    status: 'due',
    rows: [aRow()],
    ...over,
  });

/** A directory without any address; `over` replaces any part. */
export const aDirectory = (over: Record<string, unknown> = {}): Directory =>
  directorySchema.parse({
    adil: { nom: 'ADIL de Seine-et-Marne', mail: null },
    bdf: { nom: 'Banque de France', mail: null },
    mds: [],
    ccas: [],
    bailleurs: [],
    associations: [],
    etudes: [],
    clpil: [],
    ...over,
  });

/** The routes and letters of production, with the given directory. */
export const aDesk = (directory: Directory = aDirectory()): Desk => {
  const { mailboxes, ccapexFormations, postalAddresses } = stageOf('prod', 'ccapex@etat.example');
  return {
    mailboxes,
    ccapexFormations,
    directory,
    postalAddresses: postalAddressesSchema.parse(postalAddresses),
  };
};
