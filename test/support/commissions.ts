import type { Siege } from '../../shared/domain/commissions/acces.ts';
import {
  type Commission,
  commissionSchema,
  type Membre,
} from '../../shared/domain/commissions/commission.ts';
import {
  type Seance,
  type Situation,
  seanceSchema,
  situationSchema,
} from '../../shared/domain/commissions/seance.ts';
import type { Organisme } from '../../shared/domain/events/organismes.ts';

/** A member by right; `over` replaces any field. */
export const aMembre = (id: string, organisme: Organisme, over: Partial<Membre> = {}): Membre => ({
  id,
  organisme,
  nom: `Organisme ${id}`,
  qualite: 'droit',
  ...(organisme === 'bailleur' && { partenaire: `bailleur-${id}`, parc: 'social' as const }),
  ...over,
});

/** A CLPIL of Meaux, of two landlords, whose secretariat is the CCAS; `over` replaces any field. */
export const aCommission = (over: Record<string, unknown> = {}): Commission =>
  commissionSchema.parse({
    code: 'clpil-essai',
    nature: 'clpil',
    nom: 'CLPIL d’essai',
    communes: ['77284', '77058'],
    from: '2026-01-01',
    secretariat: 'ccas',
    membres: [
      aMembre('ccas', 'ccas'),
      aMembre('mds', 'mds'),
      aMembre('habitat', 'bailleur'),
      aMembre('foyers', 'bailleur'),
    ],
    version: 1,
    ...over,
  });

/** A session of it, on 18 March 2027; `over` replaces any field. */
export const aSeance = (over: Record<string, unknown> = {}): Seance =>
  seanceSchema.parse({
    commission: 'clpil-essai',
    date: '2027-03-18',
    type: 'situations',
    etat: 'prevue',
    heure: '14:00',
    lieu: 'Mairie de Meaux',
    creneaux: {},
    points: [],
    invites: [],
    presences: {},
    listes: { habitat: { transmiseLe: '2027-02-10', lot: 1 }, foyers: { transmiseLe: '2027-02-10', lot: 1 } },
    version: 1,
    ...over,
  });

/** A household of Habitat's, on its list; `over` replaces any field. */
export const aSituation = (over: Record<string, unknown> = {}): Situation =>
  situationSchema.parse({
    id: 's1',
    version: 1,
    etat: 'inscrite',
    bailleur: 'habitat',
    reference: 'H-1',
    household: [{ nomNaissance: 'Castel', prenoms: ['Ana'], dateNaissance: '1984-03-12' }],
    dwelling: { insee: '77284', commune: 'Meaux', postcode: '77100', street: '9 rue des Ursulines' },
    lettreLe: '2027-01-20',
    inscriteLe: '2027-02-10',
    lot: 1,
    motifs: [],
    actions: [],
    contributions: {},
    issues: [],
    recommandations: [],
    suites: [],
    evenements: [],
    ...over,
  });

/** Who sits for a body; the State's agents, and guests, by their own kind of seat. */
export const aSiege = (role: Organisme | 'invite', id: string = role): Siege => {
  if (role === 'invite')
    return { kind: 'invite', invite: { id, nom: 'Invité', partenaire: 'invite', par: 'ccas', reponses: {} } };
  const membre = aMembre(id, role);
  return role === 'etat' ? { kind: 'etat', membre } : { kind: 'membre', membre };
};
