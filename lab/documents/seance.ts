import {
  type Commission,
  commissionSchema,
  type Membre,
} from '../../shared/domain/commissions/commission.ts';
import type { Seance, Situation } from '../../shared/domain/commissions/seance.ts';

/** The day of the session of the documents, and the day on which what it leaves is made. */
const SEANCE = '2026-12-10';
export const FAIT_LE = '2026-12-11';
/** The day on which its letters of consent leave. */
export const LETTRES_LE = '2026-10-20';

/** A local commission of two landlords, with the names that people give to bodies. */
export const aCommission = (over: Partial<Commission> = {}): Commission => ({
  ...commissionSchema.parse({
    code: 'clpil-meaux',
    nature: 'clpil',
    nom: 'CLPIL de Meaux',
    communes: ['77284'],
    from: '2026-01-01',
    secretariat: 'ccas',
    membres: [
      { id: 'ccas', organisme: 'ccas', nom: 'CCAS de Meaux', mail: 'ccas@meaux.example', qualite: 'droit' },
      { id: 'mds', organisme: 'mds', nom: 'MDS de Meaux', qualite: 'droit' },
      { id: 'commune', organisme: 'commune', nom: 'Ville de Meaux', qualite: 'droit' },
      { id: 'asll', organisme: 'asll', nom: 'Association Exemple', qualite: 'droit' },
      {
        id: 'habitat',
        organisme: 'bailleur',
        nom: 'Habitat Exemple',
        partenaire: 'h',
        qualite: 'droit',
        mail: 'contact@habitat.example',
      },
      { id: 'foyers', organisme: 'bailleur', nom: 'Foyers Exemple', partenaire: 'f', qualite: 'droit' },
    ],
  }),
  ...over,
});

export const aLandlord = ({ membres }: Commission = aCommission()): Membre => {
  const found = membres.find(({ organisme }) => organisme === 'bailleur');
  if (!found) throw new Error('no landlord');
  return found;
};

export const aSeance = (over: Partial<Seance> = {}): Seance => ({
  commission: 'clpil-meaux',
  date: SEANCE,
  type: 'situations',
  etat: 'close',
  heure: '14:00',
  lieu: 'Mairie de Meaux, salle des mariages, 2 place de l’Hôtel-de-Ville',
  creneaux: { habitat: '14:00', foyers: '15:30' },
  points: ['Présentation du bilan annuel 2025', 'Calendrier des séances de 2027'],
  invites: [],
  presences: { ccas: 'present', mds: 'present', commune: 'excuse', habitat: 'present', foyers: 'present' },
  listes: {
    habitat: { transmiseLe: '2026-11-04', lot: 1 },
    foyers: { transmiseLe: '2026-11-05', lot: 1 },
  },
  cloture: { at: '2026-12-10T16:00:00.000Z', by: 'Léa Morin', fois: 1 },
  version: 5,
  ...over,
});

export const aSituation = (over: Partial<Situation> = {}): Situation => ({
  id: '0123456789abcdef01234567',
  version: 1,
  etat: 'inscrite',
  bailleur: 'habitat',
  reference: 'H-1042',
  household: [{ nomNaissance: 'Castel', prenoms: ['Ana'] }],
  dwelling: { street: '9 rue des Ursulines', postcode: '77100', commune: 'Meaux', insee: '77284' },
  lot: 1,
  inscriteLe: '2026-11-04',
  motifs: ['absenceContact'],
  actions: [],
  dette: 245_050,
  contributions: {},
  issues: [{ issue: 'accompagnement', organisme: 'mds' }],
  recommandations: [],
  decidee: { at: '2026-12-10T14:10:00.000Z', by: 'Léa Morin' },
  suites: [],
  evenements: [],
  ...over,
});

/** Names and dwellings of invented households, accents, two surnames and two persons among them. */
const people: readonly [nom: string, prenom: string, street: string][] = [
  ['Castel', 'Ana', '9 rue des Ursulines'],
  ['Diallo', 'Moussa', '4 rue Bossuet'],
  ['Œuvrard-Lefèvre', 'Françoise', '12 boulevard Jean-Rose'],
  ['Nguyễn', 'Thị Hồng', '3 place Paul-Doumer'],
  ['de La Tour d’Auvergne-Lauraguais', 'Marie-Antoinette', '118 avenue du Président-Franklin-Roosevelt'],
  ['Fabre', 'Rachid', '2 quai Sadi-Carnot'],
  ['Şahin', 'Gülşen', '27 rue du Faubourg-Saint-Nicolas'],
];
const decided: readonly Situation['issues'][] = [
  [{ issue: 'accompagnement', organisme: 'mds' }],
  [
    { issue: 'planApurement', organisme: 'bailleur' },
    { issue: 'verificationDroits', organisme: 'caf' },
  ],
  [{ issue: 'bilanDiagnostic', organisme: 'asll' }],
  [{ issue: 'revue', organisme: 'bailleur' }],
];

/** The households of a session, of two landlords in turn: one protected, one of two persons. */
export const situationsOf = (count: number): Situation[] =>
  Array.from({ length: count }, (_, n): Situation => {
    const [nom = '', prenom = '', street = ''] = people[n % people.length] ?? [];
    const isTwo = n % 5 === 2;
    return aSituation({
      id: n.toString(16).padStart(24, '0'),
      bailleur: n % 2 === 0 ? 'habitat' : 'foyers',
      reference: `${n % 2 === 0 ? 'H' : 'F'}-${1000 + n}`,
      household: [
        { nomNaissance: nom, prenoms: [prenom] },
        ...(isTwo ? [{ nomNaissance: 'Martin', prenoms: ['Émile'] }] : []),
      ],
      dwelling: {
        street,
        postcode: '77100',
        commune: 'Meaux',
        insee: '77284',
        ...(n % 3 === 1 && { complement: 'Bâtiment C, escalier 4' }),
      },
      issues: [...(decided[n % decided.length] ?? [])],
      caseId: `77-2026-${String(100 + n).padStart(6, '0')}`,
      ...(n % 7 === 1 && {
        protecteur: { nature: 'tutelle', coordonnees: 'UDAF 77, 56 rue Dajot, 77000 Melun' },
      }),
      ...(n % 4 === 3 && {
        note: 'Le ménage a repris le paiement du loyer courant depuis octobre ; le FSL est saisi.',
      }),
    });
  });
