import { type CivilDate, dateAloud, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { type Siege, type Vue, voit, voitLeMenage, vueDe } from '../../domain/commissions/acces.ts';
import { type Commission, fondements, intituleDe, type Membre } from '../../domain/commissions/commission.ts';
import { enMots } from '../../domain/commissions/issues.ts';
import { nomDuPartenaire } from '../../domain/commissions/nom-du-partenaire.ts';
import {
  inscrites,
  invitesAcceptes,
  nomDe,
  type Seance,
  type Situation,
} from '../../domain/commissions/seance.ts';
import { organismes } from '../../domain/events/organismes.ts';
import { words } from '../../domain/notices/words.ts';
import { documentOf } from '../documents/documents.ts';

/** A relevé de décisions, as its reader may have it: the same content as a PDF to send and as a text document to amend. */
export type Releve = {
  titre: string;
  sousTitre: string;
  /** The day of the document, Europe/Paris. */
  jour: CivilDate;
  /** Where and when, who was there: label and value. */
  entete: [string, string][];
  points: string[];
  /** What each page says of itself. */
  pied: string;
  /** What was said on each point: paragraphs. */
  minutes: { titre: string; texte: string[] }[];
  groupes: { titre: string; situations: SituationDuReleve[] }[];
  mention: string;
};
type SituationDuReleve = {
  titre: string;
  lignes: [string, string][];
  decisions: string[];
};

const SECRET =
  'Document confidentiel, remis aux seuls membres de la commission : secret professionnel, code pénal, art. 226-13.';

const nomsDe = (
  membres: readonly Membre[],
  { presences }: Pick<Seance, 'presences'>,
  of: 'present' | 'excuse' | 'absent',
) =>
  membres.flatMap(({ id, nom, organisme }) =>
    presences[id] === of
      ? [nom.includes(organismes[organisme]) ? nom : `${nom} (${organismes[organisme]})`]
      : [],
  );

/**
 * What a session decided, for who sits in some seats: a landlord's has its own households alone, and none has more than the matrix gives.
 *
 * @param le the day it is made
 */
export const releveDe = (
  commission: Commission,
  seance: Seance,
  situations: readonly Situation[],
  sieges: readonly Siege[],
  le: CivilDate,
): Releve => {
  const { nature, membres } = commission;
  const seen = inscrites(situations, seance).filter((one) => voitLeMenage(nature, sieges, vueDe(one)));
  const presents = nomsDe(membres, seance, 'present');
  const excuses = [...nomsDe(membres, seance, 'excuse'), ...nomsDe(membres, seance, 'absent')];
  const guests = invitesAcceptes(
    seance,
    membres.map(({ id }) => id),
  ).map((one) => one.nom);
  const fois = seance.cloture?.fois ?? 1;
  // A CCAPEX's agenda is by urgency, whoever referred each household.
  const groups = Map.groupBy(seen, ({ bailleur }) => (nature === 'clpil' ? bailleur : ''));
  return {
    titre: `Relevé de décisions du ${dateAloud(seance.date)}`,
    sousTitre: `${intituleDe(commission)}${fois > 1 ? ` · version ${fois}, qui remplace la précédente` : ''}`,
    jour: le,
    entete: [
      ['Lieu', `${seance.lieu}, à ${seance.heure.replace(':', ' h ')}`],
      ['Présents', presents.join(' ; ') || 'non renseigné'],
      ...(excuses.length > 0 ? [['Excusés ou absents', excuses.join(' ; ')] satisfies [string, string]] : []),
      ...(guests.length > 0 ? [['Invités', guests.join(' ; ')] satisfies [string, string]] : []),
      ...(seance.type === 'situations'
        ? [['Situations examinées', String(seen.length)] satisfies [string, string]]
        : []),
    ],
    points: seance.points,
    pied: `${intituleDe(commission)}, séance du ${dateInFrench(seance.date)} · confidentiel`,
    minutes: (seance.minutes ?? []).map(({ point, texte }) => ({
      titre: point,
      texte: texte
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    })),
    groupes: [...groups].map(([bailleur, own]) => ({
      titre:
        membres.find(({ id }) => id === bailleur)?.nom ??
        (nature === 'clpil' ? 'Autres saisines' : 'Situations, la plus urgente d’abord'),
      situations: own.map((one, n) => situationDe(commission, sieges, one, n + 1)),
    })),
    mention: `${SECRET} ${fondements[nature]}`,
  };
};

/** Who referred a household, as the commission calls it. */
const nomDuReferent = (membres: readonly Membre[], { bailleur, saisine }: Situation): string =>
  membres.find(({ id }) => id === bailleur)?.nom ?? nomDuPartenaire({ membres }, saisine?.par ?? bailleur);

const situationDe = (
  { nature, membres }: Commission,
  sieges: readonly Siege[],
  situation: Situation,
  rang: number,
): SituationDuReleve => {
  const vue: Vue = vueDe(situation);
  const shows = (rubrique: Parameters<typeof voit>[2]): boolean => voit(nature, sieges, rubrique, vue);
  const { street, postcode, commune } = situation.dwelling;
  const { note, issues, recommandations, reference, caseId, saisine, urgence } = situation;
  return {
    titre: `${rang}. ${nomDe(situation)}`,
    lignes: [
      ['Référence', caseId === undefined ? reference : `${reference} · dossier ${caseId}`],
      ...(saisine && shows('demarches')
        ? [
            [
              'Saisine',
              [
                `${dateInFrench(saisine.depuis)}, ${nomDuReferent(membres, situation)}`,
                ...[...saisine.criteres, ...saisine.constates].map((one) => words[one]),
              ].join(', '),
            ] satisfies [string, string],
          ]
        : []),
      ...(urgence && shows('procedure') ? [['Urgence', urgence.raison] satisfies [string, string]] : []),
      ...(shows('adresse')
        ? [
            [
              'Logement',
              [street, [postcode, commune].filter(Boolean).join(' ')].filter(Boolean).join(', '),
            ] satisfies [string, string],
          ]
        : []),
      ...(shows('contributions') && note !== undefined ? [['Note', note] satisfies [string, string]] : []),
    ],
    decisions: shows('decisions')
      ? [...issues.map((one) => capital(enMots(one))), ...recommandations.map((one) => capital(words[one]))]
      : [],
  };
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The relevé as a tagged PDF (PDF/UA-1), to send. */
export const relevePdf = (releve: Releve): Promise<Uint8Array> =>
  documentOf('releve', { ...releve, title: `${releve.titre}, ${releve.sousTitre}`, day: releve.jour });
