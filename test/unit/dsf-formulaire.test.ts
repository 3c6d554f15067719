import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Champ,
  type ChampSimple,
  dire,
  estValeurs,
  LIGNE,
  lireValeurs,
  TEXTE,
  valeursSaines,
} from '../../shared/domain/dsf/champs.ts';
import { derniereSaisie, diagnosticSchema, versionDe, vierge } from '../../shared/domain/dsf/diagnostic.ts';
import {
  type Contenu,
  champsDe,
  contenuSain,
  estContenu,
  estPartie,
  nomsParties,
  parties,
} from '../../shared/domain/dsf/formulaire.ts';
import { manquesDe } from '../../shared/domain/dsf/manques.ts';
import { enqueteurDe, estMoment } from '../../shared/domain/dsf/organisme.ts';

const TODAY = '2026-11-30';
const champ = (partie: keyof typeof parties, name: string): Champ => {
  const found = champsDe(partie)[name];
  if (!found) throw new RangeError(`${partie} has no ${name}`);
  return found;
};
const lire = (partie: keyof typeof parties, told: unknown) => lireValeurs(champsDe(partie), told, TODAY);
const valeurs = (partie: keyof typeof parties, told: unknown): unknown => {
  const read = lire(partie, told);
  return read.ok ? read.valeurs : read.defauts.map((one) => one.champ);
};

describe('the form', () => {
  it('has a label for each field, no code that reads as another, and says how sure it is of each part', () => {
    for (const partie of nomsParties) {
      expect(['source', 'aConfirmer']).toContain(parties[partie].surete);
      const labels = Object.values(champsDe(partie)).map(({ libelle }) => libelle);
      expect(labels.every((one) => one.length > 0)).toBe(true);
      expect(new Set(labels).size).toBe(labels.length);
    }
    expect(nomsParties.filter((one) => parties[one].surete === 'aConfirmer')).toEqual([
      'ressources',
      'charges',
      'dettes',
      'propositions',
    ]);
  });

  it.each<[keyof typeof parties, unknown, unknown]>([
    ['logement', { loyer: 640.12, dette: 3674.4 }, { loyer: 64_012, dette: 367_440 }],
    ['logement', { loyer: 0.29 }, { loyer: 29 }],
    ['logement', { loyer: 0 }, { loyer: 0 }],
    ['logement', { loyer: -1 }, ['loyer']],
    ['logement', { loyer: 1_000_000 }, ['loyer']],
    ['logement', { loyer: 'six cents' }, ['loyer']],
    ['logement', { loyer: Number.NaN }, ['loyer']],
    ['logement', { loyer: '  ' }, {}],
    ['logement', { loyer: null }, {}],
    ['logement', { detteLe: '2026-11-30' }, { detteLe: '2026-11-30' }],
    ['logement', { detteLe: '2026-12-01' }, ['detteLe']],
    ['logement', { detteLe: '2026-02-30' }, ['detteLe']],
    ['logement', { premierImpaye: '2026-11' }, { premierImpaye: '2026-11' }],
    ['logement', { premierImpaye: '2026-12' }, ['premierImpaye']],
    ['logement', { premierImpaye: '2026-13' }, ['premierImpaye']],
    ['logement', { premierImpaye: '2026-00' }, ['premierImpaye']],
    ['logement', { premierImpaye: '2026-1' }, ['premierImpaye']],
    ['logement', { causes: ['perteEmploi', 'sante'] }, { causes: ['perteEmploi', 'sante'] }],
    ['logement', { causes: ['perteEmploi', 'perteEmploi'] }, ['causes']],
    ['logement', { causes: ['paresse'] }, ['causes']],
    ['logement', { causes: 'perteEmploi' }, ['causes']],
    ['logement', { causes: [] }, {}],
    ['logement', { parc: 'social' }, { parc: 'social' }],
    ['logement', { parc: 'toString' }, ['parc']],
    ['logement', { decompte: ' deux\r\nlignes ' }, { decompte: 'deux\nlignes' }],
    ['logement', { decompte: 'x'.repeat(TEXTE) }, { decompte: 'x'.repeat(TEXTE) }],
    ['logement', { decompte: 'x'.repeat(TEXTE + 1) }, ['decompte']],
    ['logement', { surface: 40 }, ['surface']],
    ['logement', { hasOwnProperty: 1 }, ['hasOwnProperty']],
    ['redacteur', { nom: 'x'.repeat(LIGNE + 1) }, ['nom']],
    ['redacteur', { nom: 12 }, ['nom']],
    ['redacteur', { locatairePresent: false }, { locatairePresent: false }],
    ['redacteur', { locatairePresent: 'oui' }, ['locatairePresent']],
    ['redacteur', [], ['']],
    ['redacteur', 'rien', ['']],
    ['redacteur', null, ['']],
    [
      'menage',
      { personnes: [{}, { nom: 'Nadia Ferrand' }, { nom: ' ' }] },
      { personnes: [{ nom: 'Nadia Ferrand' }] },
    ],
    ['menage', { personnes: [{ nom: ' ' }] }, {}],
    ['menage', { personnes: [{ nom: 'A' }, { naissance: 'hier' }] }, ['personnes.1.naissance']],
    ['menage', { personnes: 'Nadia' }, ['personnes']],
    ['menage', { personnes: ['Nadia'] }, ['personnes']],
    ['menage', { personnes: Array.from({ length: 13 }, () => ({ nom: 'A' })) }, ['personnes']],
  ])('reads %s %j', (partie, told, kept) => {
    expect(valeurs(partie, told)).toEqual(kept);
  });

  it('says what to do of each fault, with the label of its field', () => {
    const read = lire('logement', { loyer: 'x', detteLe: 'x', premierImpaye: 'x', parc: 'x', causes: 'x' });
    expect(read.ok ? [] : read.defauts.map(({ texte }) => texte)).toEqual([
      'Parc : choisissez une réponse de la liste.',
      'Loyer : donnez un montant qui se lit d’une seule façon, par exemple 1 234,56.',
      'Dette arrêtée le : donnez une date qui existe, par exemple 12/11/2026, et qui n’est pas à venir.',
      'Mois du premier impayé : donnez un mois, par exemple 2026-03.',
      'Causes de l’impayé : choisissez des réponses de la liste.',
    ]);
  });

  it.each<[keyof typeof parties, string, unknown, string | undefined]>([
    ['logement', 'loyer', 64_012, '640,12 €'],
    ['logement', 'detteLe', '2026-11-30', '30/11/2026'],
    ['logement', 'premierImpaye', '2026-03', '03/2026'],
    ['logement', 'parc', 'prive', 'privé'],
    ['logement', 'causes', ['sante', 'autre'], 'maladie ou handicap, autre'],
    ['logement', 'decompte', 'Trois termes', 'Trois termes'],
    ['redacteur', 'locatairePresent', true, 'oui'],
    ['redacteur', 'locatairePresent', false, 'non'],
    ['redacteur', 'nom', undefined, undefined],
    ['redacteur', 'qualite', 'ministre', undefined],
  ])('says %s.%s %j as French readers write it', (partie, name, value, said) => {
    const one = champ(partie, name);
    if (one.type === 'rangs') throw new RangeError('a table has no words');
    expect(dire(one, value)?.replace(/\s/g, ' ')).toBe(said);
  });

  it('counts as it says', () => {
    const entier: ChampSimple = { type: 'entier', libelle: 'Personnes' };
    expect(estValeurs({ n: entier }, { n: 99 })).toBe(true);
    for (const n of [100, -1, 1.5, '3']) expect(estValeurs({ n: entier }, { n })).toBe(false);
    expect(dire(entier, 3)).toBe('3');
  });

  it('takes what it has kept, whatever it is: reading it again changes nothing', () => {
    const amount = fc.integer({ min: 0, max: 99_999_999 });
    const kept = fc.record(
      { loyer: amount, dette: amount, parc: fc.constantFrom('social', 'prive'), decompte: fc.string() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(kept, ({ loyer, dette, ...rest }) => {
        const told = {
          ...rest,
          ...(loyer !== undefined && { loyer: loyer / 100 }),
          ...(dette !== undefined && { dette: dette / 100 }),
        };
        const read = lire('logement', told);
        expect(read.ok).toBe(true);
        if (read.ok) {
          expect(estContenu({ logement: read.valeurs })).toBe(true);
          const own: Record<string, unknown> = read.valeurs;
          expect([own.loyer, own.dette]).toEqual([loyer, dette]);
          expect(contenuSain({ logement: read.valeurs })).toEqual({ logement: read.valeurs });
        }
      }),
    );
  });

  it('never throws, and never keeps what a field cannot hold', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...nomsParties),
        fc.object({ key: fc.constantFrom('loyer', 'personnes', 'nom', 'x') }),
        (partie, told) => {
          const read = lire(partie, told);
          if (read.ok) expect(estContenu({ [partie]: read.valeurs })).toBe(true);
          else expect(read.defauts.length).toBeGreaterThan(0);
          expect(estContenu(contenuSain({ [partie]: told }))).toBe(true);
        },
      ),
    );
  });

  it('opens what was stored though a value was erased from it, or is of an older form', () => {
    const stored = {
      menage: {
        personnes: [{ nom: 'Nadia', naissance: '[effacé]' }, { naissance: '[effacé]' }, 'x'],
        ancien: 1,
      },
      logement: { parc: 'copropriété', loyer: 100 },
      ancienne: { a: 1 },
    };
    expect(contenuSain(stored)).toEqual({
      menage: { personnes: [{ nom: 'Nadia' }] },
      logement: { loyer: 100 },
    });
    expect(contenuSain(null)).toEqual({});
    expect(contenuSain('x')).toEqual({});
    expect(valeursSaines(champsDe('menage'), 'x')).toEqual({});
    const diagnostic = diagnosticSchema.parse({ ...vierge({ ...nomination }), contenu: stored });
    expect(diagnostic.contenu.logement).toEqual({ loyer: 100 });
  });

  it('is no form where something in it is none', () => {
    for (const value of [
      null,
      'x',
      { autre: {} },
      { logement: { parc: 'x' } },
      { logement: 'x' },
      { menage: { personnes: 'x' } },
    ])
      expect(estContenu(value)).toBe(false);
    expect(estPartie('toString')).toBe(false);
  });
});

const nomination = {
  caseId: '77-2026-000001',
  moment: 'assignation',
  partenaire: 'mds-provins',
  demandeLe: '2026-11-02',
} as const;

describe('who makes it', () => {
  it('is an MDS or a CCAS, by the code of the registry', () => {
    expect(['mds', 'mds-meaux', 'ccas-provins', 'ccas'].map(enqueteurDe)).toEqual([
      'mds',
      'mds',
      'ccas',
      'ccas',
    ]);
    expect(['mdsx', 'adil', 'etude-mds', ''].map(enqueteurDe)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([estMoment('assignation'), estMoment('requisition'), estMoment('audience')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('saves each part by its own version, and the last save is the latest of all', () => {
    const empty = vierge(nomination);
    expect([versionDe(empty, 'menage'), derniereSaisie(empty)]).toEqual([0, undefined]);
    const saisies = {
      projet: { version: 2, by: 'Lucie', at: '2026-11-30T09:00:00.000Z' },
      menage: { version: 1, by: 'Omar', at: '2026-11-30T08:00:00.000Z' },
    };
    expect(versionDe({ saisies }, 'projet')).toBe(2);
    expect(derniereSaisie({ saisies })?.by).toBe('Lucie');
  });
});

const whole: Contenu = {
  redacteur: {
    nom: 'Lucie Marchand',
    qualite: 'travailleurSocial',
    entretienProposeLe: '2026-11-10',
    entretienLe: '2026-11-20',
    locatairePresent: true,
  },
  menage: { situationFamiliale: 'seul', personnes: [{ nom: 'Nadia Ferrand' }] },
  ressources: { salaires: 142_000 },
  charges: {},
  dettes: {},
  logement: { loyer: 64_012, dette: 367_440, detteLe: '2026-11-15', causes: ['perteEmploi'] },
  droits: { aideLogement: 'percue', fsl: 'demande', surendettement: 'aucun', plan: 'aucun' },
  demarches: { repriseLoyer: 'oui', logementSocial: 'aucune' },
  projet: { souhait: 'maintien' },
  observations: {
    menageInviteLe: '2026-11-10',
    menageReponse: 'aucune',
    bailleurInviteLe: '2026-11-10',
    bailleurReponse: 'aucune',
  },
  propositions: { mesures: ['delais'], texte: 'Tenable.' },
};
const saved = Object.fromEntries(
  nomsParties.map((partie) => [partie, { version: 1, by: 'Lucie', at: '2026-11-30T09:00:00.000Z' }]),
);
const manques = (contenu: Contenu, fin: 'rendu' | 'carence' = 'rendu', saisies: object = saved) =>
  manquesDe(
    { contenu, saisies: diagnosticSchema.parse({ ...vierge(nomination), saisies }).saisies },
    fin,
  ).map(({ partie, champ: name }) => `${partie}.${name}`);

describe('what lacks before it is ended', () => {
  it('is nothing when each part was saved and says what is needed', () => {
    expect(manques(whole)).toEqual([]);
  });

  it('is each part that nobody saved, even one that the case filled', () => {
    expect(manques({}, 'rendu', {})).toEqual(nomsParties.map((partie) => `${partie}.`));
    expect(manques({}, 'carence', {})).toEqual(['redacteur.', 'observations.']);
    expect(manquesDe({ contenu: {}, saisies: {} }, 'carence')[0]?.texte).toBe(
      'Rédacteur et entretien : partie à remplir, ou à relire, et à enregistrer.',
    );
  });

  it.each<[string, Contenu, string[]]>([
    ['an answer that is needed', { ...whole, projet: {} }, ['projet.souhait']],
    [
      'any resource',
      { ...whole, ressources: { precisions: 'Rien de connu' } },
      ['ressources.sansRessources'],
    ],
    [
      'one of two that contradict each other',
      { ...whole, ressources: { rsa: 60_000, sansRessources: true } },
      ['ressources.sansRessources'],
    ],
    ['nothing of who has no resource', { ...whole, ressources: { sansRessources: true } }, []],
    [
      'any resource of who has some, without saying which',
      { ...whole, ressources: { sansRessources: false } },
      ['ressources.sansRessources'],
    ],
    [
      'what an answering party said, and when',
      { ...whole, observations: { ...whole.observations, bailleurReponse: 'ecrites' } },
      ['observations.bailleurDit', 'observations.bailleurReponseLe'],
    ],
    [
      'an invitation of the landlord',
      {
        ...whole,
        observations: { menageInviteLe: '2026-11-10', menageReponse: 'aucune', bailleurReponse: 'aucune' },
      },
      ['observations.bailleurInviteLe'],
    ],
    [
      'an order: an answer is not before its invitation',
      { ...whole, observations: { ...whole.observations, menageReponseLe: '2026-11-09' } },
      ['observations.menageReponseLe'],
    ],
    [
      'no order between days that are one',
      { ...whole, observations: { ...whole.observations, menageReponseLe: '2026-11-10' } },
      [],
    ],
    [
      'an order: an interview is offered, then held',
      { ...whole, redacteur: { ...whole.redacteur, entretienLe: '2026-11-09' } },
      ['redacteur.entretienLe'],
    ],
    [
      'no order of an interview the same day',
      { ...whole, redacteur: { ...whole.redacteur, entretienLe: '2026-11-10' } },
      [],
    ],
  ])('is %s', (_, contenu, lacking) => {
    expect(manques(contenu)).toEqual(lacking);
  });

  it('of a carence, is the invitations that were made; a household that answered, or was met, is none', () => {
    const { entretienLe: _, ...unmet } = whole.redacteur ?? {};
    const relances = [{ le: '2026-11-17', moyen: 'telephone' }] as const;
    const carence: Contenu = { redacteur: { ...unmet, relances }, observations: whole.observations ?? {} };
    expect(manques(carence, 'carence')).toEqual([]);
    expect(manques({ ...carence, redacteur: unmet }, 'carence')).toEqual(['redacteur.relances']);
    expect(manques({ ...carence, redacteur: { ...whole.redacteur, relances } }, 'carence')).toEqual([
      'redacteur.entretienLe',
    ]);
    const answered = {
      ...whole.observations,
      menageReponse: 'orales',
      menageReponseLe: '2026-11-20',
      menageDit: 'Bonjour',
    } as const;
    expect(manques({ ...carence, observations: answered }, 'carence')).toEqual([
      'observations.menageReponse',
    ]);
    // What a household that nobody met has as resources is asked of nobody.
    expect(manques({ ...carence, ressources: { rsa: 1, sansRessources: true } }, 'carence')).toEqual([
      'ressources.sansRessources',
    ]);
  });

  it('names the field, in the words of the form', () => {
    const [first] = manquesDe(
      {
        contenu: { ...whole, projet: {} },
        saisies: diagnosticSchema.parse({ ...vierge(nomination), saisies: saved }).saisies,
      },
      'rendu',
    );
    expect(first?.texte).toBe('Projet du ménage : Le ménage souhaite.');
  });
});
