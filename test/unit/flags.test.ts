import { describe, expect, it } from 'vitest';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { type FlagCode, flagCodes } from '../../shared/domain/flags/flag.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const flags = (...drafts: Draft[]) => chronologyOf(inOrder(eventsOf(...drafts))).flags;
const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });

const impaye = d('impaye', '2026-01-05');
const cp = d('commandementDePayer', '2026-01-12');
const cql = (over: object = {}) => d('commandementDeQuitterLesLieux', '2026-06-01', over);
const title = d('decision', '2026-05-18', { issue: 'resiliation' });

/** What raises a flag, and the nearest thing that does not. */
const table: [FlagCode, raises: Draft[], holds: Draft[]][] = [
  [
    'assignationSansCommandementDePayer',
    [impaye, d('assignation', '2026-03-02')],
    [impaye, cp, d('assignation', '2026-03-02')],
  ],
  [
    'assignationSansConge',
    [d('assignation', '2026-03-02', { motif: 'congeVente' })],
    [d('conge', '2026-01-05', { motif: 'congeVente' }), d('assignation', '2026-03-02')],
  ],
  ['assignationTropTot', [cp, d('assignation', '2026-02-20')], [cp, d('assignation', '2026-02-23')]],
  [
    'assignationAvantDelaiCcapex',
    [
      d('saisineCcapex', '2026-01-15', { bailleur: { nature: 'personneMorale' } }),
      d('assignation', '2026-03-13'),
    ],
    [
      d('saisineCcapex', '2026-01-15', { bailleur: { nature: 'personneMorale' } }),
      d('assignation', '2026-03-16'),
    ],
  ],
  [
    'audienceTropProche',
    [d('assignation', '2026-05-04', { dateAudience: '2026-06-12' })],
    [d('assignation', '2026-05-04', { dateAudience: '2026-06-15' })],
  ],
  [
    'audienceAvantAssignation',
    [d('assignation', '2026-05-04', { dateAudience: '2026-04-01' })],
    [d('assignation', '2026-05-04', { dateAudience: '2026-07-01' })],
  ],
  ['decisionSansAssignation', [title], [d('assignation', '2026-03-02'), title]],
  [
    'echeanceSansDelaiDePaiement',
    [d('echeance', '2026-06-05', { date: '2026-06-05', etat: 'manquee' })],
    [
      d('decision', '2026-05-18', { issue: 'delaiDePaiement' }),
      d('echeance', '2026-06-05', { date: '2026-06-05', etat: 'manquee' }),
    ],
  ],
  ['commandementDeQuitterSansTitre', [cql()], [d('adjudication', '2026-05-18'), cql()]],
  ['commandementNonPorteAuPrefet', [cql()], [cql({ prefetInformeLe: '2026-06-03' })]],
  ['demandeCfpSansCommandement', [d('demandeCfp', '2026-08-03')], [cql(), d('demandeCfp', '2026-08-03')]],
  [
    'demandeCfpPrematuree',
    [cql({ prefetInformeLe: '2026-06-01' }), d('demandeCfp', '2026-07-31')],
    [cql({ prefetInformeLe: '2026-06-01' }), d('demandeCfp', '2026-08-03')],
  ],
  [
    'decisionCfpSansDemande',
    [d('decisionCfp', '2026-09-07', { issue: 'refus' })],
    [d('demandeCfp', '2026-08-03'), d('decisionCfp', '2026-09-07', { issue: 'refus' })],
  ],
  [
    'executionSansConcours',
    [d('executionCfp', '2026-09-21', { effectuee: false })],
    [
      d('decisionCfp', '2026-09-07', { issue: 'accord' }),
      d('executionCfp', '2026-09-21', { effectuee: false }),
    ],
  ],
  [
    'expulsionPendantLaTreve',
    [d('executionCfp', '2026-11-02', { effectuee: true })],
    [d('executionCfp', '2026-11-02', { effectuee: false })],
  ],
  [
    'expulsionPendantLaSuspension',
    [
      d('suspensionExpulsion', '2026-02-02', { fin: '2026-12-31' }),
      d('executionCfp', '2026-09-21', { effectuee: true }),
    ],
    [
      d('suspensionExpulsion', '2026-02-02', { fin: '2026-08-31' }),
      d('executionCfp', '2026-09-21', { effectuee: true }),
    ],
  ],
  [
    'delaiDuJugeHorsBornes',
    [d('decision', '2026-05-18', { issue: 'resiliation', delaiAccordeMois: 13 })],
    [d('decision', '2026-05-18', { issue: 'resiliation', delaiAccordeMois: 12 })],
  ],
  [
    'suspensionTropLongue',
    [d('suspensionExpulsion', '2026-02-02', { fin: '2028-02-03' })],
    [d('suspensionExpulsion', '2026-02-02', { fin: '2028-02-02' })],
  ],
  ['impayeInconnuDesOrganismes', [cp], [impaye, cp]],
  ['motifsDifferents', [impaye, d('miseEnDemeure', '2026-02-02')], [impaye, cp]],
  [
    'doublonAccompagnement',
    [
      d('accompagnement', '2026-02-02', { mesure: 'asll', etat: 'ouverte' }),
      d('accompagnement', '2026-03-02', { mesure: 'avdl', etat: 'ouverte' }),
    ],
    [
      d('accompagnement', '2026-02-02', { mesure: 'asll', etat: 'ouverte' }),
      d('accompagnement', '2026-02-27', { mesure: 'asll', etat: 'close' }),
      d('accompagnement', '2026-03-02', { mesure: 'avdl', etat: 'ouverte' }),
      d('accompagnement', '2026-03-02', { mesure: 'masp', etat: 'ouverte' }),
    ],
  ],
  [
    'faitApresLaFin',
    [d('departVolontaire', '2026-02-02'), d('assignation', '2026-03-02')],
    [d('assignation', '2026-01-30'), d('departVolontaire', '2026-02-02')],
  ],
];

describe('a flag on a case, never a refusal', () => {
  it.each(table)('%s', (code, raises, holds) => {
    expect(flags(...raises).map((flag) => flag.code)).toContain(code);
    expect(flags(...holds).map((flag) => flag.code)).not.toContain(code);
  });

  it('every flag is in the table', () => {
    expect(flagCodes.filter((code) => !table.some(([known]) => known === code))).toEqual([]);
  });

  it('goes when the missing step arrives late', () => {
    const late = { ...cp, receivedAt: '2026-04-01T08:00:00.000Z' };
    expect(flags(impaye, d('assignation', '2026-03-02'), late)).toEqual([]);
  });

  it('says what and when in French, in one sentence', () => {
    const [flag] = flags(
      d('assignation', '2026-05-04', { dateAudience: '2026-06-12', motif: 'troubleDeJouissance' }),
      cp,
    ).filter(({ code }) => code === 'audienceTropProche');
    expect(flag).toBeUndefined();
    const [near] = flags(cp, impaye, d('assignation', '2026-05-04', { dateAudience: '2026-06-12' }));
    expect(near).toEqual({
      code: 'audienceTropProche',
      since: '2026-05-04',
      message: 'Audience du 12/06/2026, avant la fin du délai légal après l’assignation (15/06/2026).',
    });
  });
});
