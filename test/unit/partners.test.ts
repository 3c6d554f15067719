import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ZodMiniType } from 'zod/mini';
import { type Schema, schemaOf } from '../../cli/contracts/schema.ts';
import { caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { partnerOfSender, partners } from '../../shared/intake/partners/all.ts';
import { inCents } from '../../shared/intake/partners/kinds/kind.ts';
import { readMessage } from '../../shared/intake/read-message.ts';

const receivedAt = '2026-11-23T08:00:00.000Z';
const read = (sender: string, message: unknown) => {
  const partner = partnerOfSender(sender);
  if (!partner) throw new Error(sender);
  return readMessage(partner.formatFor, { sender, raw: JSON.stringify(message), receivedAt });
};
type Example = Record<string, unknown> & { sender: string };
const examples = partners.flatMap(({ formats }) =>
  Object.entries(formats).flatMap(([name, { schema }]) =>
    z
      .array(z.looseObject({ sender: z.string(), kind: z.string().optional() }))
      .parse(z.globalRegistry.get(schema)?.examples)
      .map((example): [string, Example] => [`${name} ${example.kind ?? ''}`, example]),
  ),
);

describe('an example of a format', () => {
  it.each(examples)('%s is an event, with nothing to say of it but what it lacks', (_, example) => {
    const reading = read(example.sender, example);
    expect(reading.kind).toBe('event');
    if (reading.kind !== 'event') return;
    expect(reading.warnings.filter(({ code }) => code !== 'CHAMP_MANQUANT')).toEqual([]);
    expect(reading.event.kind).toBe(example.kind ?? (example.sender === 'bdf' ? 'surendettement' : 'impaye'));
  });

  it('has its money in cents beyond the door', () => {
    for (const [, example] of examples) {
      const reading = read(example.sender, example);
      const event: Record<string, unknown> = reading.kind === 'event' ? reading.event : {};
      for (const field of ['loyer', 'charges', 'dette', 'detteLocative', 'montant', 'solde']) {
        if (field in example) expect(event[field], field).toBe(Math.round(Number(example[field]) * 100));
      }
    }
  });
});

describe('a kind’s fields', () => {
  const variantsOf = (schema: ZodMiniType<unknown>): Schema[] => {
    const whole = schemaOf(schema, 'input');
    return whole.oneOf ?? [whole];
  };
  const events = new Map(
    variantsOf(caseEventSchema).map((event) => [String(event.properties?.kind?.const), event]),
  );
  const kinds = partners.flatMap(({ formats }) =>
    Object.entries(formats).flatMap(([name, { schema }]) =>
      variantsOf(schema).map((wire): [name: string, kind: string, wire: Schema] => [
        name,
        String(wire.properties?.kind?.const ?? name.replace('.v1', '')),
        wire,
      ]),
    ),
  );
  const envelope = ['version', 'messageId'];
  /** Fields that the hub adds to what a partner sends. */
  const added = ['id', 'receivedAt', 'kind'];

  /** Where the event's schema would lose, refuse or read otherwise what a partner sends. */
  const misfits = (wire: Schema, event: Schema | undefined, path: string): string[] => {
    if (!event) return [`${path}: no such field`];
    const own = Object.entries(wire.properties ?? {}).filter(([name]) => !envelope.includes(name));
    const type = wire.multipleOf === 0.01 ? 'integer' : wire.type;
    return [
      ...(type === event.type ? [] : [`${path}: ${type}, ${event.type}`]),
      ...(wire.enum ?? [])
        .filter((value) => event.enum && !event.enum.includes(value))
        .map((value) => `${path}: ${value}`),
      ...(event.required ?? [])
        .filter((name) => !wire.required?.includes(name) && !added.includes(name))
        .map((name) => `${path}.${name}: not asked`),
      ...own.flatMap(([name, field]) => [
        ...((inCents({ [name]: 1 })[name] === 100) === (field.multipleOf === 0.01)
          ? []
          : [`${path}.${name}: money or not`]),
        ...misfits(field, event.properties?.[name], `${path}.${name}`),
      ]),
      ...(wire.items ? misfits(wire.items, event.items, `${path}[]`) : []),
    ];
  };

  it.each(kinds)(
    '%s %s: are the event’s own, by their names, their values and their units',
    (_, kind, wire) => {
      expect(misfits(wire, events.get(kind), kind)).toEqual([]);
    },
  );
});

const base = {
  version: '1',
  reference: 'R-1',
  actDate: '2026-03-16',
  dwelling: { insee: '77284' },
  household: [{ nomNaissance: 'Exemple' }],
};

describe('a message that cannot be filed', () => {
  it.each<[string, string, object, [code: string, path: string]]>([
    ['an unknown kind', 'mds-meaux', { kind: 'expulsion' }, ['CHAMP_INVALIDE', 'kind']],
    ['no kind', 'mds-meaux', {}, ['CHAMP_MANQUANT', 'kind']],
    [
      'a kind of another partner',
      'siao',
      { kind: 'decisionCfp', issue: 'accord' },
      ['CHAMP_INVALIDE', 'kind'],
    ],
    [
      'AVDL from a MDS',
      'mds-meaux',
      { kind: 'accompagnement', mesure: 'avdl', etat: 'ouverte' },
      ['CHAMP_INVALIDE', 'mesure'],
    ],
    ['a plan without its state', 'bailleur-x', { kind: 'planApurement' }, ['CHAMP_MANQUANT', 'etat']],
    [
      'a CLPIL list without its date',
      'bailleur-x',
      { kind: 'inscriptionClpil' },
      ['CHAMP_MANQUANT', 'dateCommission'],
    ],
    [
      'a date that is none',
      'bailleur-x',
      { kind: 'inscriptionClpil', dateCommission: '2026-02-30' },
      ['CHAMP_INVALIDE', 'dateCommission'],
    ],
    [
      'an instalment without its date',
      'bailleur-x',
      { kind: 'echeance', etat: 'tenue' },
      ['CHAMP_MANQUANT', 'date'],
    ],
    [
      'an enquiry without its moment',
      'ccas-meaux',
      { kind: 'enqueteSociale', etat: 'rendue' },
      ['CHAMP_MANQUANT', 'moment'],
    ],
    ['a FSL aid without its state', 'mds-meaux', { kind: 'aideFsl' }, ['CHAMP_MANQUANT', 'etat']],
    [
      'a measure without its state',
      'association-x',
      { kind: 'accompagnement', mesure: 'asll' },
      ['CHAMP_MANQUANT', 'etat'],
    ],
    [
      'an intervention without its nature',
      'association-x',
      { kind: 'intervention' },
      ['CHAMP_MANQUANT', 'nature'],
    ],
    ['a shelter without its state', 'siao', { kind: 'hebergement' }, ['CHAMP_MANQUANT', 'etat']],
    [
      'an unknown guarantee',
      'action-logement',
      { kind: 'aideActionLogement', dispositif: 'autre', etat: 'accordee' },
      ['CHAMP_INVALIDE', 'dispositif'],
    ],
    [
      'a relevé that decides nothing',
      'clpil-meaux',
      { kind: 'decisionClpil', dateCommission: '2026-03-12', issues: [] },
      ['CHAMP_INVALIDE', 'issues'],
    ],
    ['a refusal of a CLPIL, from a MDS', 'mds-meaux', { kind: 'retraitClpil' }, ['CHAMP_INVALIDE', 'kind']],
    [
      'what became of a decision, without its day',
      'mds-meaux',
      { kind: 'suiteDecision', mesure: 'accompagnement', etat: 'faite' },
      ['CHAMP_MANQUANT', 'decisionDu'],
    ],
    [
      'what became of what no commission decides',
      'association-x',
      { kind: 'suiteDecision', decisionDu: '2026-03-12', mesure: 'expulsion', etat: 'faite' },
      ['CHAMP_INVALIDE', 'mesure'],
    ],
    [
      'an agenda of CCAPEX without its commission',
      'ccapex-nord',
      { kind: 'inscriptionCcapex', dateCommission: '2026-04-14' },
      ['CHAMP_MANQUANT', 'commission'],
    ],
    [
      'an agenda of CCAPEX, from a CLPIL',
      'clpil-meaux',
      { kind: 'inscriptionCcapex', commission: 'ccapex-nord', dateCommission: '2026-04-14' },
      ['CHAMP_INVALIDE', 'kind'],
    ],
    [
      'a claim to the commission de médiation, from it, without its state',
      'comed',
      { kind: 'recoursDalo', voie: 'dalo' },
      ['CHAMP_MANQUANT', 'etat'],
    ],
    ['an aid of the FSL, from it, without its state', 'fsl', { kind: 'aideFsl' }, ['CHAMP_MANQUANT', 'etat']],
    [
      'an aid of the FSL, from the commission de médiation',
      'comed',
      { kind: 'aideFsl', etat: 'accordee' },
      ['CHAMP_INVALIDE', 'kind'],
    ],
    [
      'an opinion without its nature',
      'ccapex-nord',
      { kind: 'avisCcapex', recommandations: ['avdl'] },
      ['CHAMP_MANQUANT', 'nature'],
    ],
    ['a decision on the CFP without its sense', 'etat', { kind: 'decisionCfp' }, ['CHAMP_MANQUANT', 'issue']],
    ['an opinion without its sense', 'etat', { kind: 'avisSuspension' }, ['CHAMP_MANQUANT', 'sens']],
    ['an indemnity without its state', 'etat', { kind: 'indemnisation' }, ['CHAMP_MANQUANT', 'etat']],
    [
      'an assignation that lapsed, from a landlord',
      'bailleur-x',
      { kind: 'caduciteAssignation' },
      ['CHAMP_INVALIDE', 'kind'],
    ],
    [
      'what becomes of a judgment, without its step',
      'tribunal-meaux',
      { kind: 'suiteJugement' },
      ['CHAMP_MANQUANT', 'etape'],
    ],
    [
      'an unknown step of a judgment',
      'etude-moreau-meaux',
      { kind: 'suiteJugement', etape: 'cassation' },
      ['CHAMP_INVALIDE', 'etape'],
    ],
    [
      'a demande de CFP withdrawn by a landlord',
      'bailleur-x',
      { kind: 'retraitDemandeCfp' },
      ['CHAMP_INVALIDE', 'kind'],
    ],
    [
      'an end of the proceedings without its cause',
      'bailleur-x',
      { kind: 'finPoursuites' },
      ['CHAMP_MANQUANT', 'cause'],
    ],
    [
      'an end of the proceedings for another cause',
      'etat',
      { kind: 'finPoursuites', cause: 'depart' },
      ['CHAMP_INVALIDE', 'cause'],
    ],
    ['a new lease from a court', 'tribunal-meaux', { kind: 'nouveauBail' }, ['CHAMP_INVALIDE', 'kind']],
    [
      'a claim to the commission de médiation without its way',
      'etat',
      { kind: 'recoursDalo', etat: 'depose' },
      ['CHAMP_MANQUANT', 'voie'],
    ],
    [
      'a claim in an unknown state',
      'etat',
      { kind: 'recoursDalo', voie: 'dalo', etat: 'accepte' },
      ['CHAMP_INVALIDE', 'etat'],
    ],
    [
      'an orientation without its state',
      'ccapex-nord',
      { kind: 'suiteOrientation', organisme: 'adil' },
      ['CHAMP_MANQUANT', 'etat'],
    ],
    ...(
      [
        ['mds-meaux', 'ccas'],
        ['ccas-meaux', 'mds'],
        ['association-x', 'mds'],
      ] as const
    ).map(([sender, organisme]): [string, string, object, [string, string]] => [
      `an orientation to another body than ${sender}`,
      sender,
      { kind: 'suiteOrientation', organisme, etat: 'recu' },
      ['CHAMP_INVALIDE', 'organisme'],
    ]),
    [
      'a decision on the housing aid that is none',
      'ccapex-nord',
      { kind: 'decisionCcapex', aide: 'reprise' },
      ['CHAMP_INVALIDE', 'aide'],
    ],
    [
      'a decision on the housing aid from the CAF',
      'caf',
      { kind: 'decisionCcapex', aide: 'suspension' },
      ['CHAMP_INVALIDE', 'kind'],
    ],
    [
      'an unknown decision on the CFP',
      'etat',
      { kind: 'decisionCfp', issue: 'ajournement' },
      ['CHAMP_INVALIDE', 'issue'],
    ],
    [
      'an unknown step of a surendettement file',
      'bdf',
      { kind: undefined, etape: 'plan' },
      ['CHAMP_INVALIDE', 'etape'],
    ],
    [
      'an unknown state of a plan',
      'bailleur-x',
      { kind: 'planApurement', etat: 'tenu' },
      ['CHAMP_INVALIDE', 'etat'],
    ],
    ['a plan of CAF without its state', 'caf', { kind: 'planApurement' }, ['CHAMP_MANQUANT', 'etat']],
    ['no reference', 'etat', { kind: 'relogement', reference: undefined }, ['CHAMP_MANQUANT', 'reference']],
    ['nobody', 'etat', { kind: 'relogement', household: [] }, ['CHAMP_INVALIDE', 'household']],
    [
      'a dwelling elsewhere',
      'etat',
      { kind: 'relogement', dwelling: { insee: '75056' } },
      ['HORS_DEPARTEMENT', 'dwelling'],
    ],
    ['another’s name', 'etat', { kind: 'relogement', sender: 'siao' }, ['EXPEDITEUR_INATTENDU', 'sender']],
    ['another version', 'etat', { kind: 'relogement', version: '2' }, ['VERSION_INCONNUE', 'version']],
  ])('%s', (_, sender, over, [code, path]) => {
    const reading = read(sender, { ...base, sender, ...over });
    expect(reading.kind).toBe('refusal');
    if (reading.kind === 'refusal')
      expect(reading.errors.map((error) => [error.code, error.path])).toContainEqual([code, path]);
  });

  it('a secondary field that is wrong is set aside, and said', () => {
    const reading = read('etat', {
      ...base,
      sender: 'etat',
      kind: 'indemnisation',
      etat: 'accordee',
      montant: 'beaucoup',
    });
    expect(reading).toMatchObject({
      kind: 'event',
      warnings: [
        { code: 'CHAMP_INVALIDE', path: 'montant' },
        { path: expect.anything() },
        { path: expect.anything() },
      ],
    });
  });
});

/** What version 1 grew by: each value is the event's own, and what is not one is set aside, with its path. */
describe('a field or a value added to version 1', () => {
  const impaye = { dateConstitution: '2026-02-28' };
  it.each<[sender: string, told: Record<string, unknown>]>([
    ['etude-moreau-meaux', { kind: 'assignation', prefetInformeLe: '2026-03-17' }],
    ['etude-moreau-meaux', { kind: 'demandeCfp', prefetInformeLe: '2026-03-17' }],
    ['etude-moreau-meaux', { kind: 'decision', issue: 'delaiPourQuitter', juge: 'jex' }],
    ['etude-moreau-meaux', { kind: 'decision', issue: 'resiliation', horsTreve: 'entreeParForce' }],
    ['tribunal-meaux', { kind: 'decision', juge: 'fond', horsTreve: 'protection' }],
    ['tribunal-meaux', { kind: 'decision', horsTreve: 'logementEtudiant' }],
    ['bailleur-x', { kind: 'planApurement', etat: 'respecte' }],
    ['bailleur-x', { kind: 'protocoleCohesionSociale', etat: 'respecte' }],
    ['caf', { kind: 'planApurement', etat: 'respecte' }],
    ['etat', { kind: 'decisionCfp', issue: 'miseEnDemeure' }],
    ...['prematuree', 'ordrePublic', 'autre'].map((motifRefus): [string, Record<string, unknown>] => [
      'etat',
      { kind: 'decisionCfp', issue: 'refus', motifRefus },
    ]),
    ['etat', { kind: 'relogement', etat: 'assure', voie: 'dalo' }],
    ['etat', { kind: 'transmissionDsf', destinataire: 'ccapex' }],
    ['etat', { kind: 'indemnisation', etat: 'transaction' }],
    ['caf', { ...impaye, premierImpayeLe: '2025-12-05', signaleLe: '2026-02-28' }],
    ['msa', { ...impaye, premierImpayeLe: '2025-12-05', signaleLe: '2026-02-28' }],
    ...['planApprouve', 'retablissementPersonnel'].map((etape): [string, Record<string, unknown>] => [
      'bdf',
      { etape },
    ]),
    ['siao', { kind: 'hebergement', etat: 'heberge', personnes: 4 }],
    ...['evaluation', 'preconisation', 'listeAttente', 'sortie'].map(
      (etat): [string, Record<string, unknown>] => ['siao', { kind: 'hebergement', etat }],
    ),
    ['etat', { kind: 'relogement', etat: 'effectue', voie: 'mediationLocative' }],
    ['etat', { kind: 'demandeEnqueteSociale', moment: 'assignation', organisme: 'ccas' }],
    [
      'clpil-meaux',
      {
        kind: 'decisionClpil',
        commission: 'clpil-meaux',
        dateCommission: '2026-03-12',
        issues: ['conciliation', 'revue'],
        organisme: 'bailleur',
      },
    ],
    ['clpil-meaux', { kind: 'retraitClpil', commission: 'clpil-meaux', accordEcrit: true }],
    ['bailleur-x', { kind: 'retraitClpil' }],
    [
      'bailleur-x',
      {
        kind: 'inscriptionClpil',
        dateCommission: '2026-04-28',
        commission: 'clpil-meaux',
        parc: 'social',
        motifsInscription: ['absenceContact'],
        actionsBailleur: ['relance', 'visite'],
        protection: 'curatelleRenforcee',
        protecteur: 'UDAF 77, 56 rue Dajot, Melun',
      },
    ],
    ...['bailleur-x', 'mds-meaux', 'ccas-meaux', 'association-x', 'clpil-meaux', 'ccapex-nord'].map(
      (sender): [string, Record<string, unknown>] => [
        sender,
        {
          kind: 'suiteDecision',
          decisionDu: '2026-03-12',
          mesure: 'accompagnement',
          organisme: 'mds',
          etat: 'nonFaite',
          raison: 'injoignable',
        },
      ],
    ),
    ['ccapex-nord', { kind: 'inscriptionCcapex', commission: 'ccapex-nord', dateCommission: '2026-04-14' }],
    ['ccapex-nord', { kind: 'decisionCcapex', aide: 'suspension', raisonsAide: ['planNonTenu'] }],
    ...['bailleur-x', 'comed', 'fsl'].map((sender): [string, Record<string, unknown>] => [
      sender,
      { kind: 'saisineCcapex', objet: 'situation', criteres: ['detteLourde', 'recoursDalo'] },
    ]),
    ['comed', { kind: 'recoursDalo', voie: 'dalo', etat: 'depose' }],
    ['fsl', { kind: 'aideFsl', etat: 'accordee' }],
  ])('%s %o', (sender, told) => {
    expect(read(sender, { ...base, sender, ...told })).toMatchObject({ kind: 'event', event: told });
  });

  it.each<[sender: string, told: Record<string, unknown>, path: string, code?: string]>([
    ['etude-moreau-meaux', { kind: 'assignation', prefetInformeLe: '17/03/2026' }, 'prefetInformeLe'],
    [
      'etude-moreau-meaux',
      { kind: 'demandeCfp', prefetInformeLe: '2029-03-17' },
      'prefetInformeLe',
      'DATE_INVRAISEMBLABLE',
    ],
    ['etude-moreau-meaux', { kind: 'decision', juge: 'appel' }, 'juge'],
    ['tribunal-meaux', { kind: 'decision', horsTreve: 'oui' }, 'horsTreve'],
    ['etat', { kind: 'decisionCfp', issue: 'refus', motifRefus: 'tropTot' }, 'motifRefus'],
    ['etat', { kind: 'relogement', etat: 'promis' }, 'etat'],
    ['etat', { kind: 'relogement', voie: 'hotel' }, 'voie'],
    ['etat', { kind: 'transmissionDsf', destinataire: 'mairie' }, 'destinataire'],
    ['caf', { ...impaye, premierImpayeLe: '2025-12' }, 'premierImpayeLe'],
    ['msa', { ...impaye, signaleLe: '2027-02-28' }, 'signaleLe', 'DATE_INVRAISEMBLABLE'],
    ['siao', { kind: 'hebergement', etat: 'heberge', personnes: 0 }, 'personnes'],
    ['siao', { kind: 'hebergement', etat: 'heberge', personnes: 51 }, 'personnes'],
    ['siao', { kind: 'hebergement', etat: 'heberge', personnes: 2.5 }, 'personnes'],
    ['ccapex-nord', { kind: 'decisionCcapex', aide: 'suspension', notifieeLe: 'mars' }, 'notifieeLe'],
    ['fsl', { kind: 'saisineCcapex', objet: 'dette' }, 'objet'],
    [
      'bailleur-x',
      { kind: 'saisineCcapex', diagnosticLe: '2027-03-16' },
      'diagnosticLe',
      'DATE_INVRAISEMBLABLE',
    ],
    [
      'mds-meaux',
      { kind: 'suiteDecision', decisionDu: '2026-03-12', mesure: 'avdl', etat: 'faite', organisme: 'mairie' },
      'organisme',
    ],
    ['clpil-meaux', { kind: 'retraitClpil', accordEcrit: 'oui' }, 'accordEcrit'],
    ['etat', { kind: 'demandeEnqueteSociale', moment: 'assignation', organisme: 'adil' }, 'organisme'],
    ['bailleur-x', { kind: 'impaye', premierImpayeLe: '2025-12-05' }, 'premierImpayeLe', 'CHAMP_INCONNU'],
  ])('%s %o is filed without %s', (sender, told, path, code = 'CHAMP_INVALIDE') => {
    const reading = read(sender, { ...base, sender, ...told });
    expect(reading).toMatchObject({
      kind: 'event',
      warnings: expect.arrayContaining([expect.objectContaining({ code, path })]),
    });
    expect(reading.kind === 'event' && reading.event).not.toHaveProperty(path, told[path]);
  });

  it.each<[sender: string, told: Record<string, unknown>, field: string, known: string]>([
    ['ccapex-nord', { kind: 'decisionCcapex', aide: 'suspension' }, 'raisonsAide', 'planNonTenu'],
    ['comed', { kind: 'saisineCcapex' }, 'criteres', 'recoursDalo'],
    [
      'bailleur-x',
      { kind: 'inscriptionClpil', dateCommission: '2026-04-28' },
      'motifsInscription',
      'absencePlan',
    ],
    ['bailleur-x', { kind: 'inscriptionClpil', dateCommission: '2026-04-28' }, 'actionsBailleur', 'visite'],
  ])('%s %o is filed with what is known of the list %s: %s', (sender, told, field, known) => {
    const reading = read(sender, { ...base, sender, ...told, [field]: ['inconnu', known] });
    expect(reading).toMatchObject({
      kind: 'event',
      event: { [field]: [known] },
      warnings: expect.arrayContaining([
        expect.objectContaining({ code: 'CHAMP_INVALIDE', path: `${field}[0]` }),
      ]),
    });
  });

  it('is not asked of those who sent version 1 before it, but a new kind asks what it needs', () => {
    const lacked = (sender: string, told: object): string[] => {
      const reading = read(sender, { ...base, sender, ...told });
      return reading.kind === 'event' ? reading.warnings.map(({ path }) => path) : [reading.kind];
    };
    const household = ['household[0].prenoms', 'household[0].dateNaissance'];
    expect(lacked('etat', { kind: 'decisionCfp', issue: 'refus' })).toEqual(household);
    expect(lacked('etat', { kind: 'relogement' })).toEqual(household);
    expect(lacked('ccapex-nord', { kind: 'decisionCcapex', aide: 'maintien' })).toEqual([
      ...household,
      'notifieeLe',
    ]);
    expect(lacked('etude-x', { kind: 'suiteJugement', etape: 'signification' })).toEqual(household);
    expect(lacked('etude-x', { kind: 'suiteJugement', etape: 'appel' })).toEqual([...household, 'tribunal']);
  });
});

describe('a sender', () => {
  it.each([
    ['caf', 'caf'],
    ['etude-moreau-meaux', 'etude'],
    ['bailleur-habitat-exemple', 'bailleur'],
    ['action-logement', 'action-logement'],
    ['ccapex-nord', 'ccapex'],
    ['comed', 'comed'],
    ['fsl', 'fsl'],
    ['comed-x', undefined],
    ['fsl-x', undefined],
    ['caf-x', undefined],
    ['bailleur', undefined],
    ['association', undefined],
    ['inconnu', undefined],
    ['', undefined],
  ])('%s belongs to %s', (sender, code) => {
    expect(partnerOfSender(sender)?.code).toBe(code);
  });

  it('each partner has its own code, none of which begins another’s', () => {
    for (const { code } of partners) expect(partnerOfSender(`${code}-x`)?.code ?? code).toBe(code);
    expect(new Set(partners.map(({ code }) => code)).size).toBe(partners.length);
  });
});

it('whatever JSON a partner sends ends as an event or a refusal that says why', () => {
  fc.assert(
    fc.property(fc.constantFrom(...partners), fc.jsonValue(), (partner, value) => {
      const sender = partner.many ? `${partner.code}-x` : partner.code;
      const reading = readMessage(partner.formatFor, { sender, raw: JSON.stringify(value), receivedAt });
      if (reading.kind === 'refusal') expect(reading.errors.length).toBeGreaterThan(0);
    }),
  );
});

it('a message nested without end, or a text that never ends, is refused at once', () => {
  for (const raw of ['['.repeat(200_000), '{"a":'.repeat(50_000), `"${'\\"'.repeat(130_000)}`]) {
    const reading = readMessage(() => partners[0]?.formats['impaye.v1'] ?? never(), {
      sender: 'caf',
      raw,
      receivedAt,
    });
    expect(reading).toMatchObject({ kind: 'refusal', errors: [{ code: 'JSON_ILLISIBLE' }] });
  }
});
const never = (): never => {
  throw new Error('no format');
};
