import { describe, expect, it } from 'vitest';
import { sourceOfMail, sourcesOfAlert } from '../../functions/notify/sources.ts';
import { sourceOfMessage } from '../../functions/reply/source.ts';
import type { CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { compteEn, placeDe, rangDe } from '../../shared/domain/indicateurs/apport.ts';
import { type Tableau, tableauDe } from '../../shared/domain/indicateurs/tableau.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const etat = (kind: string, day: string, over: object = {}): Draft =>
  d(kind, day, { sender: 'etat', ...over });
const LE = '2027-02-01';

/** What one case makes of a year. */
const tableau = (drafts: readonly Draft[], annee = 2026, le: CivilDate = LE): Tableau => {
  const { arrondissement = 'sans', apport } = caseOf(eventsOf(...drafts), le);
  const lignes = Object.entries(compteEn(arrondissement, apport)).flatMap(([place, n]) => {
    const { lieu, annee: own, cle } = placeDe(place);
    const { ligne, nom } = rangDe(cle);
    return own === String(annee) ? [{ lieu, ligne, valeurs: { [nom]: n } }] : [];
  });
  return tableauDe(annee, lignes, [], le);
};
const totals = (drafts: readonly Draft[], ...ids: string[]): (number | undefined)[] =>
  ids.map((id) => tableau(drafts).valeurs.get(id)?.total);

/** Up to a demande that the préfet does not answer. */
const demande: readonly Draft[] = [
  d('commandementDePayer', '2025-08-20', { parc: 'social', loyer: 60_000 }),
  d('assignation', '2025-11-03', { dateAudience: '2026-01-15', parc: 'social' }),
  d('decision', '2026-02-02', { issue: 'resiliation' }),
  d('commandementDeQuitterLesLieux', '2026-03-02', { prefetInformeLe: '2026-03-02' }),
  d('demandeCfp', '2026-05-04', { prefetInformeLe: '2026-05-04' }),
];

describe('a household, not what is told of it', () => {
  it('is rehoused once, be it told by its landlord and by the State, on two days', () => {
    const ids = ['etat.relogementsContingent', 'etat.relogementsMenaces'];
    const told = etat('relogement', '2026-06-12', { voie: 'contingentPrefectoral' });
    expect(
      totals(
        [
          ...demande,
          d('relogement', '2026-06-10', { voie: 'contingentPrefectoral', sender: 'caf' }),
          d('impaye', '2026-01-02'),
          told,
        ],
        ...ids,
      ),
    ).toEqual([1, 1]);
    // Of one day, the one that does not say the way comes first.
    expect(
      totals(
        [...demande, d('impaye', '2026-01-02'), d('relogement', '2026-06-12', { sender: 'caf' }), told],
        ...ids,
      ),
    ).toEqual([1, 1]);
  });

  it('is at the réquisition once in a year, be there two procedures', () => {
    const again = [
      d('nouveauBail', '2026-06-01'),
      d('commandementDePayer', '2026-07-01'),
      d('assignation', '2026-08-03'),
      d('decision', '2026-09-02', { issue: 'resiliation' }),
      d('commandementDeQuitterLesLieux', '2026-10-01', { prefetInformeLe: '2026-10-01' }),
      d('demandeCfp', '2026-12-07', { prefetInformeLe: '2026-12-07' }),
    ];
    expect(totals([...demande, ...again], 'etat.demandesCfp', 'aorif.dossiersRequisition')).toEqual([2, 1]);
  });

  it('has its enquiry made by the MDS, be it told by a CCAS on the same day', () => {
    const mds = d('enqueteSociale', '2026-02-10', {
      moment: 'assignation',
      etat: 'rendue',
      sender: 'mds-provins',
    });
    const ccas = { ...mds, sender: 'ccas-provins' };
    for (const both of [
      [mds, ccas],
      [ccas, mds],
    ])
      expect(
        totals([...demande, ...both], 'departement.enquetesAssignation', 'departement.enquetesAutres'),
      ).toEqual([1, 1]);
  });

  it('asks for an aid once, when a second body tells what is already asked, and is granted it once', () => {
    const fsl = (day: string, state: string, sender: string): Draft =>
      d('aideFsl', day, { etat: state, sender });
    const ids = ['departement.fslDemandes', 'departement.fslAccordes'];
    expect(
      totals(
        [
          fsl('2026-03-01', 'demandee', 'mds-provins'),
          fsl('2026-03-05', 'demandee', 'fsl'),
          fsl('2026-05-01', 'accordee', 'fsl'),
          fsl('2026-05-06', 'accordee', 'mds-provins'),
        ],
        ...ids,
      ),
    ).toEqual([1, 1]);
    // The same body asks again: another demande.
    expect(
      totals(
        [
          fsl('2026-03-01', 'demandee', 'mds-provins'),
          fsl('2026-03-20', 'refusee', 'fsl'),
          fsl('2026-06-01', 'demandee', 'mds-provins'),
          fsl('2026-07-01', 'accordee', 'fsl'),
        ],
        ...ids,
      ),
    ).toEqual([2, 1]);
  });
});

describe('an act', () => {
  const accord = (day: string, sender: string): Draft => d('decisionCfp', day, { issue: 'accord', sender });
  it('that two tell a few days apart is one; that one tells twice is two', () => {
    expect(
      totals(
        [...demande, accord('2026-06-10', 'etat'), accord('2026-06-12', 'etude-girard-provins')],
        'etat.cfpAccordes',
        'etat.decisions',
      ),
    ).toEqual([1, 1]);
    expect(
      totals(
        [
          ...demande,
          accord('2026-06-10', 'etat'),
          d('executionCfp', '2026-06-20', { effectuee: false }),
          accord('2026-06-24', 'etat'),
        ],
        'etat.cfpAccordes',
      ),
    ).toEqual([2]);
    expect(
      totals(
        [
          ...demande,
          accord('2026-06-10', 'etat'),
          d('executionCfp', '2026-07-01', { effectuee: true }),
          d('executionCfp', '2026-07-02', { effectuee: true, sender: 'etat' }),
        ],
        'etat.interventions',
      ),
    ).toEqual([1]);
    const suspension = d('surendettement', '2026-06-13', {
      sender: 'bdf',
      etape: 'recevabilite',
      suspension: { debut: '2026-06-12' },
    });
    expect(
      totals(
        [
          ...demande,
          d('surendettement', '2026-01-12', { sender: 'bdf', etape: 'depot' }),
          etat('suspensionExpulsion', '2026-06-10'),
          suspension,
        ],
        'etat.suspensions',
      ),
    ).toEqual([1]);
  });
});

describe('the State’s liability', () => {
  it('is of each day once, when a demande is made again after a grant that came to nothing', () => {
    const { valeurs } = tableau([
      ...demande,
      etat('decisionCfp', '2026-08-03', { issue: 'accord' }),
      d('executionCfp', '2026-08-10', { effectuee: false }),
      d('demandeCfp', '2026-08-20', { prefetInformeLe: '2026-08-20' }),
    ]);
    // From 4 July to 31 December.
    expect(valeurs.get('parcours.joursResponsabilite')?.total).toBe(181);
    expect(valeurs.get('parcours.coutResponsabilite')?.total).toBe(Math.round((181 * 12 * 60_000) / 365));
  });
});

describe('the CCAPEX’s opinion', () => {
  it('that a grant departs from is still departed from when another procedure begins', () => {
    const first = [
      ...demande,
      d('avisCcapex', '2026-05-20', {
        sender: 'ccapex',
        nature: 'avis',
        recommandations: ['maintienDansLesLieux'],
      }),
      etat('decisionCfp', '2026-06-28', { issue: 'accord', motifEcart: 'autre' }),
    ];
    const ids = ['ccapex.decisionsConformes', 'ccapex.decisionsContraires'];
    expect(totals(first, ...ids)).toEqual([0, 1]);
    const again = [d('nouveauBail', '2026-08-01'), d('commandementDePayer', '2026-10-01')];
    expect(totals([...first, ...again], ...ids)).toEqual([0, 1]);
    // In the next one, no opinion is in force.
    expect(
      totals(
        [...first, ...again, etat('decisionCfp', '2026-12-28', { issue: 'refus', motifRefus: 'autre' })],
        ...ids,
      ),
    ).toEqual([0, 1]);
  });

  it('is carried out from the day that a body says so', () => {
    const drafts = [
      ...demande,
      d('avisCcapex', '2026-05-20', { sender: 'ccapex', nature: 'avis', recommandations: ['aideFsl'] }),
      d('suiteDecision', '2026-07-20', {
        sender: 'mds-provins',
        decisionDu: '2026-05-20',
        mesure: 'aideFsl',
        etat: 'faite',
      }),
    ];
    const { valeurs } = tableau(drafts, 2026, '2026-07-19');
    expect([valeurs.get('ccapex.suivies')?.total, valeurs.get('ccapex.sansSuite')?.total]).toEqual([0, 1]);
    expect(caseOf(eventsOf(...drafts), '2026-07-19').compteLe).toBe('2026-07-20');
  });
});

describe('a landlord', () => {
  const seance = (bailleur: object, over: object = {}): Draft[] => [
    d('inscriptionClpil', '2026-02-01', {
      sender: 'clpil-provins',
      dateCommission: '2026-03-10',
      bailleur,
      ...over,
    }),
    d('decisionClpil', '2026-03-10', {
      sender: 'clpil-provins',
      commission: 'clpil-provins',
      dateCommission: '2026-03-10',
      issues: ['revue'],
    }),
  ];
  it('is named where it is a social one, or a firm; a person is nobody', () => {
    const names = (drafts: Draft[]) => tableau(drafts).bailleurs.map(({ bailleur }) => bailleur);
    expect(names(seance({ nom: 'Habitat Exemple' }, { parc: 'social' }))).toEqual(['HABITAT EXEMPLE']);
    expect(names(seance({ nom: 'Habitat Exemple', nature: 'personneMorale' }))).toEqual(['HABITAT EXEMPLE']);
    for (const nature of ['personnePhysique', 'sciFamiliale'])
      expect(names(seance({ nom: 'Dupont Jeanne', nature }))).toEqual(['PARTICULIER']);
    expect(names(seance({ nom: 'Dupont Jeanne' }, { parc: 'prive' }))).toEqual(['PARTICULIER']);
  });
});

describe('the year', () => {
  it('of what happens once is that of Paris', () => {
    const at = '2026-12-31T23:30:00.000Z';
    const message = sourceOfMessage({
      messageId: 'm',
      sender: 'caf',
      outcome: 'accepted',
      receivedAt: at,
      reply: '{}',
    });
    expect(message.map(({ compte }) => Object.keys(compte))).toEqual([['hub|2027|messages.caf@accepted']]);
    const mail = sourceOfMail({ noticeId: 'n', about: 'evenement', createdAt: at }, 'uns', '773', at);
    expect(mail.map(({ compte }) => Object.keys(compte))).toEqual([['773|2027|mels.uns@1']]);
    const alert = sourcesOfAlert(
      {
        entity: 'NOTICE',
        noticeId: 'n',
        status: 'gathered',
        about: 'alerte',
        arrondissement: '773',
        createdAt: at,
        listKey: 'ALERTES#773',
      },
      at,
    );
    expect(alert.map(({ compte }) => Object.keys(compte))).toEqual([['773|2027|hub.alertes']]);
  });

  it('old, is not told again: nobody remembers by then that it was counted', () => {
    const alert = {
      entity: 'NOTICE',
      noticeId: 'n',
      status: 'sent',
      about: 'alerte',
      arrondissement: '773',
      createdAt: '2025-01-10T08:00:00.000Z',
    } as const;
    const late = '2026-03-20T08:00:00.000Z';
    expect(
      sourcesOfAlert({ ...alert, handling: { state: 'prise', at: late } }, late).map(({ id }) => id),
    ).toEqual(['ALERTE#n#alertesPrises']);
    expect(sourcesOfAlert({ ...alert, settledAt: late }, late).map(({ id }) => id)).toEqual([
      'ALERTE#n#alertesReglees',
    ]);
    expect(
      sourcesOfAlert({ ...alert, handling: { state: 'faite', at: '2025-01-20T08:00:00.000Z' } }, late),
    ).toEqual([]);
  });
});
