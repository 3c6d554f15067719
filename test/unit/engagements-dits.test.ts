import { describe, expect, it } from 'vitest';
import { agendaOf } from '../../shared/domain/case/agenda.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { factsOf } from '../../shared/domain/notices/facts.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { cfpInOrder, type Draft, eventsOf } from '../support/procedures.ts';

/*
 * What partners committed themselves to do (charter, annexe 1), and tell once it is done: their own format takes it, and agents read it in words.
 */
const DAY = '2026-03-16';
const base = {
  version: '1',
  reference: 'R-1',
  actDate: DAY,
  dwelling: { insee: '77284' },
  household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
};

describe('what is done for a household', () => {
  it.each<[sender: string, told: Record<string, unknown>, words: string]>([
    ['etat', { kind: 'relogement', voie: 'contingentPrefectoral' }, 'contingent préfectoral'],
    ['etat', { kind: 'relogement', voie: 'accordCollectif' }, 'accord collectif départemental'],
    ['etat', { kind: 'relogement', voie: 'intermediationLocative' }, 'intermédiation locative'],
    ['etat', { kind: 'relogement', voie: 'mediationLocative' }, 'aide à la médiation locative'],
    ['etat', { kind: 'relogement', voie: 'mutation' }, 'mutation dans le parc social'],
    ['etat', { kind: 'relogement', voie: 'parcPrive' }, 'parc privé'],
    ['etat', { kind: 'indemnisation', etat: 'demandee' }, 'demandée'],
    ['mds-meaux', { kind: 'aideFsl', etat: 'accordee' }, 'accordée'],
    ['mds-meaux', { kind: 'accompagnement', mesure: 'asll', etat: 'ouverte' }, 'ASLL'],
    ['association-x', { kind: 'accompagnement', mesure: 'asll', etat: 'ouverte' }, 'ASLL'],
    ['association-x', { kind: 'accompagnement', mesure: 'avdl', etat: 'ouverte' }, 'AVDL'],
    ['association-x', { kind: 'accompagnement', mesure: 'masp', etat: 'ouverte' }, 'MASP'],
    ['association-x', { kind: 'intervention', nature: 'appuiJuridique' }, 'appui juridique'],
    ['association-x', { kind: 'intervention', nature: 'mediation' }, 'médiation'],
    ['association-x', { kind: 'intervention', nature: 'information' }, 'information'],
    ['association-x', { kind: 'suiteOrientation', organisme: 'adil', etat: 'recu' }, 'ADIL'],
    ['association-x', { kind: 'suiteOrientation', organisme: 'association', etat: 'recu' }, 'association'],
    ['mds-meaux', { kind: 'suiteOrientation', organisme: 'mds', etat: 'recu' }, 'MDS'],
    ['ccas-meaux', { kind: 'suiteOrientation', organisme: 'ccas', etat: 'recu' }, 'CCAS'],
    [
      'action-logement',
      { kind: 'aideActionLogement', dispositif: 'locaPass', etat: 'accordee' },
      'LOCA-PASS',
    ],
    ['action-logement', { kind: 'aideActionLogement', dispositif: 'visale', etat: 'accordee' }, 'VISALE'],
    [
      'action-logement',
      { kind: 'aideActionLogement', dispositif: 'pretAllegement', etat: 'accordee' },
      'prêt allègement',
    ],
    [
      'association-x',
      { kind: 'suiteDecision', decisionDu: '2026-03-12', mesure: 'aideFsl', etat: 'faite' },
      'FSL',
    ],
    [
      'clpil-meaux',
      {
        kind: 'decisionClpil',
        dateCommission: '2026-03-12',
        issues: ['appuiJuridique'],
        organisme: 'adil',
        commission: 'clpil-meaux',
      },
      'appui juridique',
    ],
    ['siao', { kind: 'hebergement', etat: 'evaluation' }, 'évalu'],
    ['siao', { kind: 'hebergement', etat: 'preconisation' }, 'préconisation validée'],
    ['siao', { kind: 'hebergement', etat: 'listeAttente' }, 'en liste d’attente'],
    ['siao', { kind: 'hebergement', etat: 'orientation' }, 'orient'],
    ['siao', { kind: 'hebergement', etat: 'heberge' }, 'héberg'],
    ['siao', { kind: 'hebergement', etat: 'sortie' }, 'sorti'],
    ['comed', { kind: 'recoursDalo', voie: 'dalo', etat: 'depose' }, 'DALO'],
  ])('%s %o is read: %s', (sender, told, words) => {
    const partner = partnerOfSender(sender);
    if (!partner) throw new Error(sender);
    const raw = JSON.stringify({ ...base, sender, ...told });
    const reading = readMessage(partner.formatFor, { sender, raw, receivedAt: `${DAY}T08:00:00.000Z` });
    expect(reading).toMatchObject({ kind: 'event', event: told, warnings: [] });
    expect(reading.kind === 'event' ? Object.values(factsOf(reading.event)).join(', ') : '').toContain(words);
  });
});

/** Who is told of an alert of that name by that day, if anybody is. */
const toldOf = (name: string, today: string, ...drafts: Draft[]): readonly string[] =>
  agendaOf(caseOf(eventsOf(...drafts), today), [], today).alerts.find((alert) => alert.name === name)?.to ??
  [];

describe('what is not done in time', () => {
  const impaye: Draft = {
    kind: 'impaye',
    actDate: '2026-01-20',
    dateConstitution: '2026-01-05',
    parc: 'social',
  };
  const ended: Draft = { kind: 'decision', actDate: '2026-04-06', issue: 'resiliation' };
  const commandement: Draft = {
    kind: 'commandementDePayer',
    actDate: '2026-03-02',
    loyer: 60_000,
    dette: 120_000,
    bailleur: { nature: 'personnePhysique' },
  };
  it.each<[alert: string, today: string, drafts: Draft[], done: Draft, to: string[]]>([
    [
      'impayeNonSignale',
      '2026-03-05',
      [{ ...impaye, sender: 'bailleur-x' }],
      { kind: 'saisineOrganisme', actDate: '2026-02-02', sender: 'bailleur-x' },
      ['bailleur', 'arrondissement'],
    ],
    [
      'protocoleAEtudier',
      '2026-04-06',
      [impaye, ended],
      { kind: 'protocoleCohesionSociale', actDate: '2026-04-06', etat: 'signe' },
      ['bailleur', 'arrondissement'],
    ],
    [
      'protocoleRappel',
      '2026-10-02',
      [impaye, ...cfpInOrder('2026-08-31')],
      { kind: 'protocoleCohesionSociale', actDate: '2026-09-14', etat: 'refuse' },
      ['bailleur', 'arrondissement'],
    ],
    [
      'enqueteTardive',
      '2026-06-09',
      [{ kind: 'assignation', actDate: '2026-05-04', dateAudience: '2026-07-09' }],
      { kind: 'enqueteSociale', actDate: '2026-06-01', moment: 'assignation', etat: 'rendue' },
      ['arrondissement', 'mds', 'ccas'],
    ],
    [
      'enqueteRequisitionTardive',
      '2026-10-20',
      [impaye, ...cfpInOrder('2026-08-31')],
      { kind: 'enqueteSociale', actDate: '2026-09-14', moment: 'requisition', etat: 'rendue' },
      ['arrondissement', 'mds', 'ccas'],
    ],
    [
      'compteRenduManquant',
      '2026-06-25',
      [{ kind: 'decisionCfp', actDate: '2026-06-10', issue: 'accord' }],
      { kind: 'executionCfp', actDate: '2026-06-20', effectuee: false },
      ['arrondissement', 'huissier'],
    ],
    [
      'commandementSignale',
      '2026-03-02',
      [commandement],
      { kind: 'saisineCcapex', actDate: '2026-03-02', sender: 'etude-x' },
      ['ccapex'],
    ],
    [
      'suspensionAProposer',
      '2026-01-13',
      [
        { kind: 'surendettement', actDate: '2026-01-10', etape: 'recevabilite' },
        // What the State says next is no stranger's.
        { kind: 'avisSuspension', actDate: '2026-01-12', sens: 'favorable', sender: 'etat' },
      ],
      { kind: 'suspensionExpulsion', actDate: '2026-01-13', sender: 'etat' },
      ['arrondissement', 'bdf', 'huissier'],
    ],
    [
      'orientationMenage',
      '2026-03-02',
      [commandement],
      { kind: 'suiteOrientation', actDate: '2026-03-02', organisme: 'mds', etat: 'recu' },
      ['secretariatCcapex', 'adil', 'mds', 'ccas'],
    ],
    [
      'planApurementAttendu',
      '2026-07-20',
      [{ ...impaye, suites: ['planDemande'] }],
      { kind: 'planApurement', actDate: '2026-03-02', etat: 'signe', sender: 'caf' },
      ['bailleur', 'arrondissement'],
    ],
  ])('%s, on %s, is told; once done, it is not', (name, today, drafts, done, to) => {
    expect(toldOf(name, today, ...drafts)).toEqual(to);
    expect(toldOf(name, today, ...drafts, done)).toEqual([]);
  });
});
