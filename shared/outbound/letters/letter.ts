import * as z from 'zod/mini';
import { type ArrondissementCode, arrondissementCodeSchema } from '../../domain/events/household.ts';
import type { Attachment } from '../attachment.ts';
import type { DueDigest } from '../digest.ts';
import { contactOf } from '../directory.ts';
import type { AddressBook } from '../mailbox.ts';
import type { DueNotice } from '../notice.ts';
import { communeOf, type Place } from '../place.ts';
import { lettersPdf } from './letter-pdf.ts';
import type { Formation, Letter } from './letter-text.ts';

/** Postal address of the service behind each arrondissement's mailbox, one line for each element. */
export const postalAddressesSchema = z.record(arrondissementCodeSchema, z.array(z.string()));

/** What is needed to write letters. */
export type Desk = AddressBook & { postalAddresses: z.infer<typeof postalAddressesSchema> };
const TEMPLATE = 'orientationMenage';

/** The letter attached to a secretariat's alert, as a PDF; undefined for any other notice. */
export const letterOf = async (notice: DueNotice, desk: Desk): Promise<Attachment | undefined> => {
  if (notice.about !== 'alerte' || notice.template !== TEMPLATE) return undefined;
  const formation = desk.ccapexFormations[notice.arrondissement];
  if (notice.recipient !== 'secretariatCcapex' || formation === undefined) return undefined;
  const letter = letterTo(notice, notice.caseId, notice.day, formation, desk);
  return fileOf(`lettre-${notice.caseId}.pdf`, [letter]);
};

/** The letters of a secretariat's digest, as one PDF to print with a page each; undefined for any other digest. */
export const digestLettersOf = async (
  { mailbox, day, part, parts, rows }: DueDigest,
  desk: Desk,
): Promise<Attachment | undefined> => {
  const formation = (['nord', 'sud'] as const).find(
    (one) => desk.mailboxes.secretariatsCcapex[one] === mailbox,
  );
  const oriented = rows.filter(({ template }) => template === TEMPLATE);
  if (formation === undefined || oriented.length === 0) return undefined;
  const letters = oriented.map((row) => {
    // One mailbox may serve both formations: the commune decides when it is known.
    const arrondissement = communeOf(row)?.arrondissement;
    const own = arrondissement && desk.ccapexFormations[arrondissement];
    return letterTo(row, row.caseId, day, own ?? formation, desk);
  });
  return fileOf(`lettres-${day}${parts > 1 ? `-${part}` : ''}.pdf`, letters);
};

const letterTo = (
  { commune, insee }: Place,
  caseId: string,
  day: string,
  formation: Formation,
  desk: Desk,
): Letter => {
  const partner = (recipient: 'adil' | 'mds' | 'ccas') =>
    contactOf(desk.directory, { commune, insee, recipient });
  return {
    caseId,
    day,
    formation,
    post: postOf(formation, desk),
    partners: { adil: partner('adil'), mds: partner('mds'), ccas: partner('ccas') },
  };
};

/** A secretariat's postal address is that of the service whose mailbox it shares, or else of one of its arrondissements. */
const postOf = (formation: Formation, { mailboxes, ccapexFormations, postalAddresses }: Desk) => {
  const own = arrondissementCodeSchema.def.entries;
  const codes = Object.values(own).filter((code: ArrondissementCode) => ccapexFormations[code] === formation);
  const seat =
    codes.find((code) => mailboxes.arrondissements[code] === mailboxes.secretariatsCcapex[formation]) ??
    codes[0];
  return seat === undefined ? [] : postalAddresses[seat];
};

const fileOf = async (filename: string, letters: readonly Letter[]): Promise<Attachment> => ({
  filename,
  contentType: 'application/pdf',
  content: await lettersPdf(letters),
});
