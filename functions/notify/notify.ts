import * as z from 'zod/mini';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import type { Commission } from '../../shared/domain/commissions/commission.ts';
import type { Seance, Situation } from '../../shared/domain/commissions/seance.ts';
import { attendUneLettre } from '../../shared/domain/communications/registre.ts';
import { arrondissementCodeSchema } from '../../shared/domain/events/household.ts';
import type { Source } from '../../shared/domain/indicateurs/apport.ts';
import { log } from '../../shared/log/log.ts';
import { measure } from '../../shared/log/measure.ts';
import { piecesDe, renderCourriel } from '../../shared/outbound/commissions/courriel.ts';
import { piecesDeDemande, renderDemande } from '../../shared/outbound/declares/demande.ts';
import { type DueDigest, digestSchema } from '../../shared/outbound/digest.ts';
import type { Desk } from '../../shared/outbound/letters/letter.ts';
import { attachmentsOf, digestAttachmentsOf } from '../../shared/outbound/mail/attachments.ts';
import { type Contact, renderNotice } from '../../shared/outbound/mail/render.ts';
import { renderDigest } from '../../shared/outbound/mail/render-digest.ts';
import type { SendMail } from '../../shared/outbound/mail/send.ts';
import { addressOf, boitesDeLEtat, type MailPolicy, mailboxOf } from '../../shared/outbound/mailbox.ts';
import { type DueNotice, noticeSchema } from '../../shared/outbound/notice.ts';
import { type Courriel, courrielSchema } from '../../shared/store/commissions.ts';
import { type Demande, demandeSchema } from '../../shared/store/declares.ts';
import type {
  CourrielSent,
  DemandeSent,
  DigestSent,
  Gathered,
  Sent,
  Undelivered,
} from '../../shared/store/delivery.ts';
import { sourceOfCase, sourceOfMail, sourcesOfAlert } from './sources.ts';

/** A case: what it counts for is told. One written by an earlier version counts for nothing yet. */
const caseItemSchema = z.object({
  entity: z.literal('CASE'),
  caseId: z.string(),
  version: z.int(),
  arrondissement: z.optional(arrondissementCodeSchema),
  apport: z.optional(z.record(z.string(), z.record(z.string(), z.number()))),
});

/** A mail about a session. */
const courrielItemSchema = z.object({ ...courrielSchema.shape, entity: z.literal('COURRIEL') });

/** A mail that asks a partner for its figures. */
const demandeItemSchema = z.object({ ...demandeSchema.shape, entity: z.literal('DEMANDE') });

/** The items that the stream gives this function: notices, digests, mails of sessions and of figures, in any status; and cases. */
export const itemSchema = z.discriminatedUnion('entity', [
  noticeSchema,
  digestSchema,
  courrielItemSchema,
  demandeItemSchema,
  caseItemSchema,
]);
export type Item = z.infer<typeof itemSchema>;

type SeanceToTell = { commission: Commission; seance: Seance; situations: readonly Situation[] };

export type NotifyDeps = {
  policy: MailPolicy;
  /** Where addresses are, as they are known now. */
  desk: () => Promise<Desk>;
  caseUrlBase: string;
  from: string;
  contact: Contact;
  configurationSet: string;
  send: SendMail;
  markSent: (sent: Sent) => Promise<void>;
  markDigestSent: (sent: DigestSent) => Promise<void>;
  gather: (notice: Gathered) => Promise<void>;
  /** A session as it is now, with its commission, and its households where the mail is made of them. */
  seanceOf: (of: Pick<Courriel, 'commission' | 'date' | 'genre'>) => Promise<SeanceToTell | undefined>;
  markCourrielSent: (sent: CourrielSent) => Promise<void>;
  markDemandeSent: (sent: DemandeSent) => Promise<void>;
  /** Base address of the pages. */
  portail: string;
  markUnaddressed: (notice: Pick<Undelivered, 'caseId' | 'noticeId' | 'at'>) => Promise<void>;
  now: () => string;
};

/**
 * Sends a notice or digest that is due to its mailbox, then marks it sent; leaves any other alone. A notice that can wait is
 * gathered for its mailbox's summary, unless the mailbox wants each as it comes. A notice whose recipient has
 * no known address is marked so: the State's own mail names that recipient. Delivery is at least once: a repeat has the same id.
 *
 * Gives what is to be counted: what a case counts for, that an alert is to take, was taken or needs no more, how long a mail took.
 */
export const createNotify =
  (deps: NotifyDeps) =>
  async (item: Item): Promise<readonly Source[]> => {
    switch (item.entity) {
      case 'CASE':
        return sourceOfCase(item);
      case 'DEMANDE':
        if (item.status === 'due') await sendDemande(deps, item);
        return [];
      case 'NOTICE':
        return [...(item.status === 'due' ? await sendNotice(deps, item) : []), ...sourcesOfAlert(item)];
      case 'DIGEST':
        return item.status === 'due' ? sendDigest(deps, item) : [];
      case 'COURRIEL':
        if (item.status === 'due') await sendCourriel(deps, item);
        return [];
    }
  };

const sendNotice = async (deps: NotifyDeps, notice: DueNotice): Promise<readonly Source[]> => {
  const { noticeId, caseId, trace, recipient } = notice;
  const desk = await deps.desk();
  const found = mailboxOf(notice, desk);
  if (found.kind === 'unaddressed') {
    await deps.markUnaddressed({ caseId, noticeId, at: deps.now() });
    measure('notice.unaddressed', { noticeId, caseId, recipient }, { Unaddressed: 1 });
    return [];
  }
  const { mailbox, forward } = found;
  // What a partner is told, its household is told by a letter (loi n° 2002-2).
  const owed = attendUneLettre(notice, mailbox, boitesDeLEtat(desk.mailboxes))
    ? notice.arrondissement
    : undefined;
  if (canWait(notice) && !found.atOnce) {
    const letterOf = owed === undefined ? undefined : { arrondissement: owed, at: deps.now() };
    await deps.gather({ caseId, noticeId, mailbox, forward, letterOf });
    measure(
      'notice.gathered',
      { noticeId, caseId, recipient },
      { Gathered: 1, ...ageOf(notice, deps.now()) },
    );
    return [];
  }
  const addressing = addressOf(mailbox, deps.policy);
  const mail = renderNotice(notice, contextOf(deps, addressing.intended), forward);
  const attachments = await attachmentsOf(notice, desk, deps);
  const envelope = envelopeOf(deps, { noticeId, caseId, trace });
  const sesMessageId = await deps.send({ ...mail, attachments }, addressing, envelope);
  const sentAt = deps.now();
  await deps.markSent({ caseId, noticeId, mailbox, sesMessageId, sentAt, letterOf: owed });
  const fields = { noticeId, caseId, recipient, sesMessageId };
  measure('notice.sent', fields, { Notices: 1, ...ageOf(notice, sentAt) });
  return sourceOfMail(notice, 'uns', notice.arrondissement, sentAt);
};

/** It has not waited yet, and says until when it may. */
const canWait = ({ urgent, sendBy, mailbox }: DueNotice): boolean =>
  !urgent && sendBy !== undefined && mailbox === undefined;

/** Milliseconds from an event's filing to its mail, or to its place in a summary. What was gathered, and an alert, have none. */
const ageOf = ({ about, createdAt, mailbox }: DueNotice, at: string): { MailAge?: number } =>
  about === 'evenement' && createdAt !== undefined && mailbox === undefined
    ? { MailAge: Date.parse(at) - Date.parse(createdAt) }
    : {};

const sendDigest = async (deps: NotifyDeps, digest: DueDigest): Promise<readonly Source[]> => {
  const { digestId, day, mailbox, trace } = digest;
  const addressing = addressOf(mailbox, deps.policy);
  const mail = renderDigest(digest, contextOf(deps, addressing.intended));
  const attachments = await digestAttachmentsOf(digest, await deps.desk(), deps);
  const envelope = envelopeOf(deps, { digestId, day, trace });
  const sesMessageId = await deps.send({ ...mail, attachments }, addressing, envelope);
  const sentAt = deps.now();
  await deps.markDigestSent({ day, digestId, mailbox, sesMessageId, sentAt });
  const fields = { digestId, day, alerts: digest.rows.length, recipient: 'digest', sesMessageId };
  measure('digest.sent', fields, { Notices: 1 });
  return digest.rows.flatMap((row) => sourceOfMail(row, 'resumes', 'hub', sentAt));
};

/** A mail of a session says what the session is now: whoever withdrew since is not in it. */
const sendCourriel = async (deps: NotifyDeps, courriel: Courriel): Promise<void> => {
  const { id, commission, date, mailbox, genre } = courriel;
  const found = await deps.seanceOf(courriel);
  if (!found) return log('courriel.gone', { id, commission, date });
  const addressing = addressOf(mailbox, deps.policy);
  const context = { ...contextOf(deps, addressing.intended), portail: deps.portail, from: deps.from };
  const mail = renderCourriel(courriel, found.commission, found.seance, context);
  const attachments = await piecesDe(
    courriel,
    found.commission,
    found.seance,
    found.situations,
    context,
    parisDay(deps.now()),
  );
  const envelope = envelopeOf(deps, { courriel: id, commission, date });
  const sesMessageId = await deps.send({ ...mail, attachments }, addressing, envelope);
  await deps.markCourrielSent({ id, commission, date, sesMessageId, sentAt: deps.now() });
  measure('courriel.sent', { id, commission, genre, sesMessageId }, { Notices: 1 });
};

/** Asks for figures by what was missing when it was written. */
const sendDemande = async (deps: NotifyDeps, demande: Demande): Promise<void> => {
  const { id, annee, etape, partenaire, mailbox } = demande;
  const addressing = addressOf(mailbox, deps.policy);
  const mail = renderDemande(demande, {
    portail: deps.portail,
    contact: deps.contact,
    intended: addressing.intended,
  });
  const envelope = envelopeOf(deps, { demande: id, annee: String(annee), etape, partenaire });
  const sesMessageId = await deps.send(
    { ...mail, attachments: piecesDeDemande(demande) },
    addressing,
    envelope,
  );
  await deps.markDemandeSent({ annee, etape, partenaire, sesMessageId, sentAt: deps.now() });
  measure('demande.sent', { annee, etape, partenaire, sesMessageId }, { Notices: 1 });
};

const contextOf = ({ policy, caseUrlBase, contact }: NotifyDeps, intended: string | undefined) => ({
  stage: policy.stage,
  caseUrlBase,
  contact,
  intended,
});
const envelopeOf = <About>({ from, contact, policy, configurationSet }: NotifyDeps, about: About) => ({
  from,
  // Outside `prod`, an answer to a trial must not reach the State.
  replyTo: policy.sandboxRecipient ?? contact.mail,
  configurationSet,
  about,
});
