import * as z from 'zod/mini';
import { dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisDay, parisHour } from '../../domain/calendar/paris-day.ts';
import type { CaseEventKind } from '../../domain/events/case-event.ts';
import { resolveDwelling } from '../../domain/territory/resolve.ts';
import { explocReceiptSchema, type PieceItem } from '../../store/pieces.ts';
import { CSV_MARK, csvLine } from '../csv.ts';
import { receiptOf } from '../receipts/receipt.ts';

/**
 * What EXPLOC, the State's system, needs of each act, as far as it is known here. This file is the only adapter: when EXPLOC
 * publishes its interface, its names and formats go here and nowhere else.
 */

/** Acts that an étude must declare to EXPLOC (loi 89-462, art. 24; CPCE L412-5 and R153-1). */
const explocKinds: readonly CaseEventKind[] = [
  'commandementDePayer',
  'assignation',
  'commandementDeQuitterLesLieux',
  'demandeCfp',
];
export const isExplocKind = (kind: string | undefined): boolean => explocKinds.some((one) => one === kind);

const optional = (description: string) => z.optional(z.string().check(z.describe(description)));
const euros = (description: string) => z.optional(z.number().check(z.describe(description)));

export const explocActSchema = z
  .object({
    id: z.string().check(z.describe('Numéro d’enregistrement de la pièce')),
    etude: z.string().check(z.describe('Code de l’étude')),
    reference: z.string().check(z.describe('Référence de l’étude')),
    kind: z.string().check(z.describe('Nature de l’acte')),
    title: z.string().check(z.describe('Nature de l’acte, en français')),
    actDate: z.string().check(z.describe('Date de l’acte')),
    bailleur: optional('Bailleur'),
    natureBailleur: optional('Nature du bailleur'),
    occupants: z.string().check(z.describe('Occupants, nom et prénoms')),
    naissances: optional('Dates de naissance connues, dans le même ordre'),
    adresse: optional('Numéro et voie'),
    complement: optional('Complément d’adresse'),
    codePostal: optional('Code postal'),
    commune: optional('Commune'),
    insee: optional('Code INSEE'),
    loyer: euros('Loyer mensuel, en euros'),
    charges: euros('Charges mensuelles, en euros'),
    dette: euros('Dette, en euros'),
    tribunal: optional('Tribunal'),
    dateAudience: optional('Date de l’audience'),
    titre: optional('Titre exécutoire'),
    dateLiberation: optional('Date à laquelle le logement doit être libre'),
    dossier: optional('Nom du dossier dans le hub, pour votre étude seule'),
    recuLe: z.string().check(z.describe('Instant de réception par le hub, UTC')),
    exploc: z.optional(explocReceiptSchema.check(z.describe('Récépissé EXPLOC, s’il est connu'))),
  })
  .check(z.meta({ title: 'Acte à porter dans EXPLOC, version 1' }));
export type ExplocAct = z.infer<typeof explocActSchema>;

const said = z.optional(z.string());
const sum = z.optional(z.number());

/** What an étude told of its act, as far as EXPLOC needs it, in the étude's own units (euros, civil dates). */
export const actToldSchema = z.object({
  reference: z.string(),
  kind: z.string(),
  actDate: z.string(),
  dwelling: z.object({ street: said, complement: said, postcode: said, commune: said, insee: said }),
  household: z.array(
    z.object({
      nomNaissance: said,
      nomUsage: said,
      prenoms: z.optional(z.array(z.string())),
      dateNaissance: said,
    }),
  ),
  bailleur: z.optional(z.object({ nom: said, nature: said })),
  loyer: sum,
  charges: sum,
  dette: sum,
  tribunal: said,
  dateAudience: said,
  titre: said,
  dateLiberation: said,
});
export type ActTold = z.infer<typeof actToldSchema>;

/**
 * A registered piece as EXPLOC needs it. Undefined when it is not an act for EXPLOC, was not registered, or is another file of an
 * act already registered: EXPLOC is told of each act once.
 *
 * @param toldIn reads what the piece's data say, as the register keeps them; undefined where they cannot be read
 */
export const explocActOf = (
  piece: PieceItem,
  toldIn: (data: string) => ActTold | undefined,
): ExplocAct | undefined => {
  const receipt = receiptOf(piece);
  if (!receipt || receipt.replaces !== undefined || !isExplocKind(piece.kind)) return undefined;
  const told = toldIn(piece.data);
  if (!told) return undefined;
  const { dwelling, household, bailleur } = told;
  const place = resolveDwelling(dwelling);
  const names = household.map(({ nomNaissance, nomUsage, prenoms }) =>
    [nomNaissance ?? nomUsage, prenoms?.join(' ')].filter(Boolean).join(' '),
  );
  return {
    id: piece.pieceId,
    etude: piece.etude,
    reference: told.reference,
    kind: told.kind,
    title: receipt.title,
    actDate: told.actDate,
    bailleur: bailleur?.nom,
    natureBailleur: bailleur?.nature,
    occupants: names.join(' | '),
    naissances: household.map(({ dateNaissance }) => dateNaissance ?? '').join(' | ') || undefined,
    adresse: dwelling.street,
    complement: dwelling.complement,
    codePostal: dwelling.postcode,
    commune: place.kind === 'resolved' ? place.commune : dwelling.commune,
    insee: place.kind === 'resolved' ? place.insee : dwelling.insee,
    loyer: toTheCent(told.loyer),
    charges: toTheCent(told.charges),
    dette: toTheCent(told.dette),
    tribunal: told.tribunal,
    dateAudience: told.dateAudience,
    titre: told.titre,
    dateLiberation: told.dateLiberation,
    dossier: piece.caseName,
    recuLe: receipt.receivedAt,
    exploc: piece.exploc,
  };
};

/** Rounded as it was when filed: a sender's amount may have a binary remainder (729.0899999999999). */
const toTheCent = (euros: number | undefined): number | undefined =>
  euros === undefined ? undefined : Math.round(euros * 100) / 100;

const columns: readonly [title: string, of: (act: ExplocAct) => string | number | undefined][] = [
  ['Numéro', ({ id }) => id],
  ['Étude', ({ etude }) => etude],
  ['Référence', ({ reference }) => reference],
  ['Acte', ({ title }) => title],
  ['Date de l’acte', ({ actDate }) => dateInFrench(actDate)],
  ['Bailleur', ({ bailleur }) => bailleur],
  ['Nature du bailleur', ({ natureBailleur }) => natureBailleur],
  ['Occupants', ({ occupants }) => occupants],
  ['Dates de naissance', ({ naissances }) => naissances?.replace(/\d{4}-\d{2}-\d{2}/g, dateInFrench)],
  ['Adresse', ({ adresse }) => adresse],
  ['Complément', ({ complement }) => complement],
  ['Code postal', ({ codePostal }) => codePostal],
  ['Commune', ({ commune }) => commune],
  ['Code INSEE', ({ insee }) => insee],
  ['Loyer', ({ loyer }) => inFrench(loyer)],
  ['Charges', ({ charges }) => inFrench(charges)],
  ['Dette', ({ dette }) => inFrench(dette)],
  ['Tribunal', ({ tribunal }) => tribunal],
  ['Audience', ({ dateAudience }) => dateAudience && dateInFrench(dateAudience)],
  ['Titre', ({ titre }) => titre],
  ['Libre le', ({ dateLiberation }) => dateLiberation && dateInFrench(dateLiberation)],
  ['Dossier', ({ dossier }) => dossier],
  ['Reçu le', ({ recuLe }) => `${dateInFrench(parisDay(recuLe))} ${parisHour(recuLe)}`],
  ['Récépissé EXPLOC', ({ exploc }) => exploc?.numero],
  ['Date du récépissé', ({ exploc }) => exploc && dateInFrench(exploc.date)],
];

const inFrench = (amount: number | undefined): string | undefined => amount?.toFixed(2).replace('.', ',');

/** Acts as a CSV table that a French spreadsheet opens. */
export const explocCsv = (acts: readonly ExplocAct[]): string =>
  [
    CSV_MARK,
    csvLine(columns.map(([title]) => title)),
    ...acts.map((act) => csvLine(columns.map(([, of]) => of(act) ?? ''))),
  ].join('');
