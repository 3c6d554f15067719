import * as z from 'zod/mini';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Situation } from '../../domain/commissions/seance.ts';
import type { EventOf } from '../../domain/events/case-event.ts';
import type { Issue } from '../../outbound/replies/issue.ts';
import { FileRefused } from '../files/file-issue.ts';
import { openFile } from '../files/read/open-file.ts';
import { inscriptionClpil } from '../partners/kinds/debt.ts';
import { formatOfKind } from '../partners/kinds/kind.ts';
import { partnerOf } from '../partners/partner.ts';
import { readMessage, type WireFormat } from '../read-message.ts';
import { wireFields } from '../wire.ts';

/** A row of a landlord's table: the household it proposes, or why it cannot be read. */
type LigneDeTable = {
  /** As a spreadsheet numbers it. */
  ligne: number;
  reference: string;
  event: EventOf<'inscriptionClpil'> | undefined;
  /** Errors where there is no event; else what is to be looked at. `path` is a column's heading. */
  issues: Issue[];
};

/** What a table was found to be: its rows, and what of the file was not read; or why none of it is taken. */
export type TableLue =
  | { ok: true; lignes: LigneDeTable[]; avertissements: Issue[] }
  | { ok: false; issue: Issue };

const sender = 'bailleur-habitat-exemple';

/**
 * The table of a session: what a landlord tells of a listing, whose own date is the day it is read, and whose session is this one where the
 * columns are not there.
 */
const tableDe = (date: CivilDate, today: CivilDate): WireFormat =>
  formatOfKind(
    'Liste des situations à examiner en CLPIL',
    sender,
    {
      ...inscriptionClpil,
      // What is missing is said by the list's own rules.
      asked: [],
      fields: {
        ...inscriptionClpil.fields,
        dateCommission: z._default(z.iso.date().check(z.describe('Date de la commission, AAAA-MM-JJ')), date),
      },
    },
    { actDate: z._default(wireFields.actDate, today) },
  );

/**
 * Reads a landlord's table: a workbook or a CSV, as people write them, by the same code as any file that a partner drops. Nothing is kept of it.
 *
 * @param bytes of the file
 * @param options `sender`: the landlord's code; `date`: of the session; `at`: now, ISO UTC
 */
export const lireListe = async (
  bytes: Uint8Array,
  { sender: from, date, at }: { sender: string; date: CivilDate; at: string },
): Promise<TableLue> => {
  const format = tableDe(date, parisDay(at));
  const partner = partnerOf({
    code: 'bailleur',
    many: true,
    title: 'Bailleurs',
    formats: { 'liste.v1': format },
    tables: [{ name: 'clpil', title: 'Liste des situations', format }],
  });
  // A chunk of its own each time: what reads it may keep it.
  const open = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes;
  };
  try {
    const file = await openFile(open, partner, from);
    const lignes: LigneDeTable[] = [];
    for await (const row of file.rows()) {
      const reading = readMessage(() => format, {
        sender: from,
        raw: row.raw,
        receivedAt: at,
        ...(row.warnings && { warnings: row.warnings }),
        ...(row.refusal && { refusal: row.refusal }),
      });
      const told = (issues: readonly Issue[]): Issue[] =>
        issues.map((issue) => ({ ...issue, path: issue.path === '' ? '' : file.headingFor(issue.path) }));
      const event =
        reading.kind === 'event' && reading.event.kind === 'inscriptionClpil' ? reading.event : undefined;
      lignes.push({
        ligne: row.line,
        reference: reading.reference ?? '',
        event,
        issues: told(reading.kind === 'refusal' ? reading.errors : reading.warnings),
      });
    }
    return { ok: true, lignes, avertissements: file.warnings };
  } catch (error) {
    if (error instanceof FileRefused) return { ok: false, issue: error.issue };
    throw error;
  }
};

/** The message by which a landlord's listing of a household reaches its case, as its own software would send it. */
export const messageDe = (
  from: string,
  { reference, household, dwelling, lettreLe, motifs, actions, dette, loyer, protecteur }: Situation,
  { commission, date, today }: { commission: string; date: CivilDate; today: CivilDate },
): string => {
  const { insee, commune, postcode, street, complement } = dwelling;
  return JSON.stringify({
    version: '1',
    sender: from,
    kind: 'inscriptionClpil',
    reference,
    actDate: today,
    dwelling: { insee, commune, postcode, street, complement },
    household,
    commission,
    dateCommission: date,
    lettreAccordLe: lettreLe,
    parc: 'social',
    ...(dette !== undefined && { dette: dette / 100 }),
    ...(loyer !== undefined && { loyer: loyer / 100 }),
    ...(motifs.length > 0 && { motifsInscription: motifs }),
    ...(actions.length > 0 && { actionsBailleur: actions }),
    ...(protecteur && { protection: protecteur.nature, protecteur: protecteur.coordonnees }),
  });
};
