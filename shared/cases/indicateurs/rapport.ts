import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { engagementDe } from '../../domain/engagements/tous.ts';
import { PREMIERE_ANNEE } from '../../domain/indicateurs/declares.ts';
import type { Tableau } from '../../domain/indicateurs/tableau.ts';
import { type Annee, aDesChiffres, chiffresDe } from '../../domain/rapport/chiffres.ts';
import type { Version } from '../../domain/rapport/document.ts';
import type { EngagementDuRapport, MatiereDuRapport } from '../../domain/rapport/matiere.ts';
import { type Publie, publier } from '../../domain/rapport/public.ts';
import { issueMeanings } from '../../outbound/replies/issue-meanings.ts';
import { createPartnerRegistry } from '../../store/partners.ts';
import {
  anneePubliee,
  type Publication,
  publicationWrite,
  readPublication,
} from '../../store/publications.ts';
import { transactAgain, type Write } from '../../store/transact.ts';
import { readEngagements } from '../engagements/read.ts';
import { lireTableau } from './lire.ts';

/** Where a report is read from: the running hub, or an export of it. */
export type SourceDuRapport = {
  tableau: (annee: number) => Promise<Tableau>;
  publication: (annee: number) => Promise<Publication | undefined>;
  engagements: (annee: number) => Promise<readonly EngagementDuRapport[]>;
  /** Names of partners, by their codes. */
  noms: () => Promise<ReadonlyMap<string, string>>;
};

/** Reads from the running hub: two requests a year, and what was published. @param today Europe/Paris */
export const sourceDuHub = (
  { client, table }: { client: DynamoDBDocumentClient; table: string },
  today: CivilDate,
): SourceDuRapport => ({
  tableau: (annee) => lireTableau({ client, table }, annee, today),
  publication: (annee) => readPublication(client, table, annee),
  engagements: (annee) => readEngagements({ client, table }, annee),
  noms: async () =>
    new Map((await createPartnerRegistry(client, table).all()).map(({ code, name }) => [code, name])),
});

/** The years of a report, the earliest first: its own, and those before it that have figures. */
const anneesDe = (annee: number): number[] =>
  Array.from({ length: Math.max(1, annee - PREMIERE_ANNEE + 1) }, (_, n) => annee - n).toReversed();

/** What a report is made of, with the years that its data show. */
export type RapportLu = {
  matiere: MatiereDuRapport;
  /** The earliest first. */
  annees: readonly Annee[];
  /** Of a draft of the public version: the figures of each year that nothing could protect. */
  exposees: Publie['exposees'];
  /** Years shown as they were published. */
  publiees: ReadonlySet<number>;
};

const estCode = (code: string): code is keyof typeof issueMeanings => Object.hasOwn(issueMeanings, code);
/** What a reason to refuse says, without what it adds after a colon. */
const motifDe = (code: string): string =>
  estCode(code) ? (issueMeanings[code].split(' : ')[0] ?? code).replace(/\.$/, '') : code;

const engagementsPublies = ({ engagements }: Publication): EngagementDuRapport[] =>
  engagements.flatMap(({ id, etat, reprisDe }) => {
    const engagement = engagementDe(id);
    return engagement ? [{ engagement, etat, reprisDe, preuve: undefined }] : [];
  });

/**
 * What the report of a year is made of. Of the public version, each year that was published is as it was; another is a draft.
 *
 * @param onYear is told each year as it is read
 */
export const lireRapport = async (
  source: SourceDuRapport,
  annee: number,
  version: Version,
  onYear: (annee: number) => void = () => {},
): Promise<RapportLu> => {
  const lues: Annee[] = [];
  const exposees: Publie['exposees'][] = [];
  const publications = new Map<number, Publication>();
  for (const une of anneesDe(annee)) {
    onYear(une);
    const publiee = version === 'public' ? await source.publication(une) : undefined;
    if (publiee) {
      publications.set(une, publiee);
      lues.push(anneePubliee(publiee));
      continue;
    }
    const tableau = await source.tableau(une);
    const chiffres = chiffresDe(tableau, une === annee ? 'courante' : 'passee');
    if (une !== annee && !aDesChiffres(chiffres)) continue;
    if (version === 'etat') {
      lues.push(chiffres);
      continue;
    }
    const { annee: publique, exposees: siennes } = publier(chiffres);
    lues.push(publique);
    exposees.push(siennes);
  }
  const courante = lues.at(-1);
  if (courante === undefined) throw new RangeError(`no year ${annee}`);
  const noms = await source.noms();
  const publication = publications.get(annee);
  return {
    annees: lues,
    exposees: exposees.flat(),
    publiees: new Set(publications.keys()),
    matiere: {
      ...{ version, annee: courante, avant: lues.slice(0, -1) },
      engagements: publication ? engagementsPublies(publication) : await source.engagements(annee),
      nom: (code) => noms.get(code) ?? code,
      motif: motifDe,
      publieLe: publication && parisDay(publication.at),
    },
  };
};

/** What came of a publication. */
export type Publiee =
  | { kind: 'publiee'; annees: readonly number[] }
  /** It was published before: nothing changes it. */
  | { kind: 'dejaPubliee' }
  /** The year is not over: its figures still change. */
  | { kind: 'anneeEnCours' }
  /** Figures that nothing could protect: nothing is published with them. */
  | { kind: 'exposees'; ids: readonly string[] };

/**
 * Publishes a year: its public figures are kept as they are, and so are those of the years before it that its report shows and that were not
 * published. What is published is never reckoned again.
 *
 * @param at ISO UTC
 */
export const publierAnnee = async (
  { client, table }: { client: DynamoDBDocumentClient; table: string },
  annee: number,
  { by, at }: { by: string; at: string },
): Promise<Publiee> => {
  const today = parisDay(at);
  if (today <= `${annee}-12-31`) return { kind: 'anneeEnCours' };
  const source = sourceDuHub({ client, table }, today);
  const { annees, exposees, publiees } = await lireRapport(source, annee, 'public');
  if (publiees.has(annee)) return { kind: 'dejaPubliee' };
  if (exposees.length > 0) return { kind: 'exposees', ids: exposees.map(({ id }) => id) };
  const writes: Write[] = [];
  const nouvelles = annees.filter((une) => !publiees.has(une.annee));
  for (const une of nouvelles) {
    const engagements = await source.engagements(une.annee);
    writes.push(
      publicationWrite(table, {
        ...{ annee: une.annee, le: une.le, at, by, chiffres: [...une.chiffres] },
        declarants: Object.fromEntries(Object.entries(une.declarants).map(([id, codes]) => [id, [...codes]])),
        engagements: engagements.map(({ engagement: { id }, etat, reprisDe }) => ({
          id,
          ...(etat !== undefined && { etat }),
          ...(reprisDe !== undefined && { reprisDe }),
        })),
      }),
    );
  }
  const written = await transactAgain(client, writes);
  return written.kind === 'written'
    ? { kind: 'publiee', annees: nouvelles.map((une) => une.annee) }
    : { kind: 'dejaPubliee' };
};
