import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rubrique } from '../../shared/domain/commissions/acces.ts';
import { words } from '../../shared/domain/notices/words.ts';
import { AT, type Clpil, everyPerson, fileOf, type Person, startClpil } from '../support/clpil.ts';
import { aSituation } from '../support/commissions.ts';
import { textOf } from '../support/desk.ts';
import { docxText, sheetRows } from '../support/office.ts';
import { readPdf } from '../support/pdf.ts';

/*
 * Who is shown what of a household, by the real pages and files: each part of two landlords' households has a text of its own, which is searched for in
 * each document as each person gets it.
 */
const by = { by: 'tests', at: '2027-03-18T15:00:00.000Z' };
const HABITAT = aSituation({
  id: 'a'.repeat(24),
  household: [{ nomNaissance: 'Zorgan', prenoms: ['Ana'] }],
  dwelling: { insee: '77284', commune: 'Meaux', postcode: '77100', street: '9 rue Quetsche' },
  dette: 712_345,
  motifs: ['absenceContact'],
  protecteur: { nature: 'tutelle', coordonnees: 'Gardon 77' },
  contributions: { asll: { connu: true, texte: 'Parolix', ...by } },
  issues: [{ issue: 'accompagnement', organisme: 'mds' }],
  note: 'Notabil',
  decidee: by,
  suites: [{ mesure: 'accompagnement', etat: 'refusDuMenage', le: '2027-03-19', membre: 'mds', ...by }],
});
const FOYERS = aSituation({
  id: 'b'.repeat(24),
  bailleur: 'foyers',
  reference: 'F-1',
  household: [{ nomNaissance: 'Fizard', prenoms: ['Luc'] }],
  dwelling: { insee: '77284', commune: 'Meaux', postcode: '77100', street: '4 rue Mirabel' },
  dette: 823_456,
  motifs: ['absencePlan'],
  protecteur: { nature: 'curatelle', coordonnees: 'Vairon 77' },
  contributions: { ccas: { connu: true, texte: 'Verbatix', ...by } },
  issues: [{ issue: 'bilanDiagnostic', organisme: 'asll' }],
  note: 'Carnetil',
  decidee: by,
  suites: [{ mesure: 'bilanDiagnostic', etat: 'enCours', le: '2027-03-19', membre: 'asll', ...by }],
});
const HOUSEHOLDS = { habitat: HABITAT, foyers: FOYERS };
type Landlord = keyof typeof HOUSEHOLDS;
const LANDLORDS = ['habitat', 'foyers'] as const;

/** The documents in which a household is shown. */
const documents = [
  'liste',
  'situation',
  'releve',
  'releve.pdf',
  'releve.docx',
  'tableau.xlsx',
  'seance.json',
] as const;
type Doc = (typeof documents)[number];
const pageDocs: readonly Doc[] = ['liste', 'situation'];

/** A text of each part of a household, as each document writes it; what a document does not say is left out. */
type Marks = Partial<Record<Doc, RegExp>>;
const inAll = (mark: RegExp, ...docs: Doc[]): Marks => Object.fromEntries(docs.map((doc) => [doc, mark]));
const RELEVES = ['releve', 'releve.pdf', 'releve.docx'] as const;
const marksOf = (landlord: Landlord): Partial<Record<Rubrique | 'note', Marks>> => {
  const { name, street, amount, cents } = {
    habitat: { name: /zorgan/i, street: /quetsche/i, amount: '7 123,45', cents: '712345' },
    foyers: { name: /fizard/i, street: /mirabel/i, amount: '8 234,56', cents: '823456' },
  }[landlord];
  const isHabitat = landlord === 'habitat';
  const said = new RegExp(isHabitat ? 'Parolix' : 'Verbatix');
  const note = new RegExp(isHabitat ? 'Notabil' : 'Carnetil');
  const why = new RegExp(words[isHabitat ? 'absenceContact' : 'absencePlan']);
  const nature = new RegExp(words[isHabitat ? 'tutelle' : 'curatelle']);
  const guardian = new RegExp(isHabitat ? 'Gardon' : 'Vairon');
  const decided = isHabitat ? /accompagnement social \(MDS\)/i : /bilan diagnostic \(Association/i;
  const became = new RegExp(words[isHabitat ? 'refusDuMenage' : 'enCours']);
  return {
    identite: inAll(name, ...documents),
    adresse: inAll(street, ...documents),
    dette: {
      ...inAll(new RegExp(amount), 'liste', 'situation'),
      'tableau.xlsx': new RegExp(amount.replace(' ', '').replace(',', '.')),
      'seance.json': new RegExp(cents),
    },
    demarches: {
      ...inAll(why, 'liste', 'situation', 'tableau.xlsx'),
      'seance.json': isHabitat ? /absenceContact/ : /absencePlan/,
    },
    protection: { ...inAll(nature, ...pageDocs), ...inAll(guardian, 'tableau.xlsx', 'seance.json') },
    connu: {
      liste: isHabitat ? /Association/ : /CCAS/,
      situation: /connaît le ménage/,
      'tableau.xlsx': isHabitat ? /\| Association \|/ : /\| CCAS \|/,
      'seance.json': isHabitat ? /"asll": \{ "connu": true/ : /"ccas": \{ "connu": true/,
    },
    contributions: inAll(said, 'situation', 'tableau.xlsx', 'seance.json'),
    note: inAll(note, 'situation', ...RELEVES, 'tableau.xlsx', 'seance.json'),
    decisions: {
      ...inAll(decided, 'liste', 'situation', ...RELEVES, 'tableau.xlsx'),
      'seance.json': isHabitat ? /"accompagnement"/ : /"bilanDiagnostic"/,
    },
    suites: {
      ...inAll(became, 'situation', 'tableau.xlsx'),
      'seance.json': isHabitat ? /refusDuMenage/ : /enCours/,
    },
  };
};

/*
 * The matrix, for the persons of this commission: what each is shown of Habitat's household, and of Foyers' (annexe 6, art. 2, 5, 7).
 */
const ALL = [
  ...(['identite', 'adresse', 'dette', 'demarches', 'protection', 'connu'] as const),
  ...(['contributions', 'note', 'decisions', 'suites'] as const),
];
const SITUATION_ONLY = ['identite', 'adresse', 'dette', 'demarches', 'connu', 'decisions'] as const;
const LANDLORD_OWN = [...SITUATION_ONLY, 'protection', 'suites'] as const;
type Part = (typeof ALL)[number];
/** Everybody but the one who has not acknowledged the charter. */
type Reader = Exclude<Person, 'secretariat2'>;
const readers = everyPerson.filter((one): one is Reader => one !== 'secretariat2');
const shown: Record<Reader, Record<Landlord, readonly Part[]>> = {
  secretariat: { habitat: ALL, foyers: ALL },
  ccas: { habitat: ALL, foyers: ALL },
  mds: { habitat: ALL, foyers: ALL },
  asll: { habitat: ALL, foyers: ALL },
  state: { habitat: ALL, foyers: ALL },
  commune: { habitat: [...SITUATION_ONLY, 'suites'], foyers: [...SITUATION_ONLY, 'suites'] },
  guest: { habitat: SITUATION_ONLY, foyers: SITUATION_ONLY },
  habitat: { habitat: LANDLORD_OWN, foyers: [] },
  foyers: { habitat: [], foyers: LANDLORD_OWN },
  stranger: { habitat: [], foyers: [] },
  otherState: { habitat: [], foyers: [] },
};
/** Who has no seat at all; who does the commission's work, and may export it. */
const NO_SEAT: readonly Person[] = ['stranger', 'otherState'];
const WORKS: readonly Person[] = ['secretariat'];
const hasNone = (person: Reader, landlord: Landlord): boolean => shown[person][landlord].length === 0;

let clpil: Clpil;
beforeAll(async () => {
  clpil = await startClpil();
  await clpil.plan();
  const yes = { oui: true, ...by };
  const guest = (partenaire: string, answers: string[]) => ({
    id: `invite-${partenaire}`,
    nom: `Partenaire ${partenaire}`,
    partenaire,
    par: 'mds',
    reponses: Object.fromEntries(answers.map((id) => [id, yes])),
  });
  const others = ['secretariat', 'ccas', 'commune', 'asll', 'habitat', 'foyers'];
  await clpil.put([HABITAT, FOYERS], {
    etat: 'close',
    cloture: { ...by, fois: 1 },
    listes: {
      habitat: { transmiseLe: '2027-02-10', lot: 1 },
      foyers: { transmiseLe: '2027-02-10', lot: 1 },
    },
    invites: [guest('siao', others), guest('mission-locale', others.slice(1))],
  });
  clpil.portal.clock.now = '2027-03-20T08:00:00.000Z';
  for (const person of readers) await (await clpil.as(person)).post(`${AT}/confidentialite`, { lu: 'oui' });
});
afterAll(() => clpil?.stop());

/** A document as a person gets it: how it was answered, and all that it says. */
const readAs = async (
  person: Person,
  doc: Doc,
  landlord: Landlord,
): Promise<{ status: number; text: string }> => {
  const browser = await clpil.as(person);
  const path = {
    liste: `${AT}/liste`,
    situation: `${AT}/situations/${HOUSEHOLDS[landlord].id}`,
    releve: `${AT}/releve`,
  };
  const address =
    doc === 'liste' || doc === 'situation' || doc === 'releve' ? path[doc] : `${AT}/fichiers/${doc}`;
  const { status, type, bytes } = await fileOf(browser, address);
  const text = type.includes('html')
    ? textOf(Buffer.from(bytes).toString())
    : type.includes('pdf')
      ? (await readPdf(bytes)).text
      : type.includes('json')
        ? Buffer.from(bytes).toString()
        : doc === 'releve.docx'
          ? await docxText(bytes)
          : (await sheetRows(bytes)).flat().join(' | ');
  return { status, text: text.replaceAll(/[\s\u00a0\u202f]+/g, ' ') };
};
/** The list has both landlords' households: a part of one is searched for beyond the other's rows. */
const isTold = (doc: Doc, landlord: Landlord, mark: RegExp, text: string): boolean => {
  if (doc !== 'liste') return mark.test(text);
  const other = landlord === 'habitat' ? /fizard/i : /zorgan/i;
  return text.split(/Habitat Exemple|Foyers Exemple/).some((rows) => !other.test(rows) && mark.test(rows));
};

describe.each(documents)('%s', (doc) => {
  it.each(readers)('shows %s what the matrix says, and nothing else', async (person) => {
    for (const landlord of LANDLORDS) {
      const { status, text } = await readAs(person, doc, landlord);
      const opens =
        !NO_SEAT.includes(person) &&
        (doc !== 'seance.json' || WORKS.includes(person)) &&
        (doc !== 'situation' || !hasNone(person, landlord));
      expect([person, doc, landlord, status === 200]).toEqual([person, doc, landlord, opens]);
      const parts = ALL.filter((part) => marksOf(landlord)[part]?.[doc]);
      const found = parts.filter((part) => {
        const mark = marksOf(landlord)[part]?.[doc];
        return mark !== undefined && isTold(doc, landlord, mark, text);
      });
      const expected = opens ? parts.filter((part) => shown[person][landlord].includes(part)) : [];
      expect({ person, doc, landlord, found }).toEqual({ person, doc, landlord, found: expected });
    }
  });
});

describe('whoever has not acknowledged the charter', () => {
  it.each(documents)('is shown it in the place of %s, and no household', async (doc) => {
    for (const landlord of LANDLORDS) {
      const { status, text } = await readAs('secretariat2', doc, landlord);
      expect([doc, status]).toEqual([doc, 200]);
      expect(text).toContain('Charte de confidentialité');
      for (const one of LANDLORDS)
        for (const part of ALL) expect(marksOf(one)[part]?.[doc]?.test(text) ?? false).toBe(false);
    }
  });
});

describe('a landlord’s own page, for the secretariat that follows its list', () => {
  const paths = ['/bailleurs/habitat', '/bailleurs/habitat/tableau.xlsx', '/bailleurs/habitat/lettres.pdf'];
  it.each(paths)('%s is shown once the charter was acknowledged', async (path) => {
    const { status, type, bytes } = await fileOf(await clpil.as('secretariat2'), `${AT}${path}`);
    expect([status, type]).toEqual([200, expect.stringContaining('html')]);
    const text = textOf(Buffer.from(bytes).toString());
    expect(text).toContain('Charte de confidentialité');
    expect(text).not.toMatch(/zorgan|quetsche/i);
  });
  it('is shown then, and to the landlord without it', async () => {
    expect((await (await clpil.as('secretariat')).get(`${AT}/bailleurs/habitat`)).html).toContain('ZORGAN');
    expect((await (await clpil.as('habitat')).get(`${AT}/bailleurs/habitat`)).html).toContain('ZORGAN');
  });
});

describe('the relevé', () => {
  it('names the guests whom all accepted, and not those whom some refused', async () => {
    const { text } = await readAs('secretariat', 'releve', 'habitat');
    expect(text).toContain('Partenaire siao');
    expect(text).not.toContain('Partenaire mission-locale');
  });
  it('counts for a landlord its own situations', async () => {
    expect((await readAs('habitat', 'releve.docx', 'habitat')).text).toMatch(/Situations examinées : 1/);
    expect((await readAs('mds', 'releve.docx', 'habitat')).text).toMatch(/Situations examinées : 2/);
  });
});

/*
 * A landlord's agent who knows the address of another landlord's household.
 */
const other = FOYERS.id;
const asked: [method: 'GET' | 'POST', path: string, fields?: Record<string, string>][] = [
  ['GET', `/situations/${other}`],
  ['POST', `/situations/${other}`, { faire: 'contribuer', connu: 'oui', texte: 'x' }],
  ['POST', `/situations/${other}`, { faire: 'decider', issues: 'planApurement|bailleur', vue: '' }],
  [
    'POST',
    `/situations/${other}`,
    { faire: 'compte', mesure: 'bilanDiagnostic', etat: 'faite', le: '2027-03-19' },
  ],
  ['POST', `/situations/${other}`, { faire: 'retirer' }],
  ['POST', `/situations/${other}`, { faire: 'autre' }],
  ['GET', '/bailleurs/foyers'],
  ['GET', '/bailleurs/foyers/tableau.xlsx'],
  ['GET', '/bailleurs/foyers/lettres.pdf'],
  ['POST', '/bailleurs/foyers', { faire: 'lettres', le: '2027-01-20' }],
  ['POST', '/bailleurs/foyers', { faire: 'transmettre' }],
  ['POST', '/bailleurs/foyers', { faire: 'oter', situation: other }],
  ['POST', '/bailleurs/foyers', { faire: 'accord', nom: 'Fizard', accordLe: '2027-01-20' }],
  // By its own door.
  ['POST', '/bailleurs/habitat', { faire: 'oter', situation: other }],
  ['GET', '/salle'],
  ['GET', '/journal'],
  ['GET', '/fichiers/lettres.pdf'],
  ['GET', '/fichiers/seance.json'],
  ['POST', '', { faire: 'rouvrir' }],
  ['POST', '', { faire: 'releve' }],
  ['POST', '', { faire: 'verifier', situation: other, garder: 'non' }],
  ['POST', '', { faire: 'tardives', bailleur: 'foyers' }],
];
describe('a landlord’s agent who asks for another’s household', () => {
  it.each(asked)('%s %s %j is refused, and told nothing of it', async (method, path, fields = {}) => {
    const before = await clpil.situations();
    const nadia = await clpil.as('habitat');
    const answer =
      method === 'GET' ? await nadia.get(`${AT}${path}`) : await nadia.post(`${AT}${path}`, fields);
    expect([403, 404]).toContain(answer.status);
    for (const part of ALL)
      for (const mark of Object.values(marksOf('foyers')[part] ?? {}))
        expect([path, part, mark.test(textOf(answer.html))]).toEqual([path, part, false]);
    expect(await clpil.situations()).toEqual(before);
  });

  it('is shown its own, by the same addresses', async () => {
    const nadia = await clpil.as('habitat');
    expect((await nadia.get(`${AT}/situations/${HABITAT.id}`)).status).toBe(200);
    expect((await nadia.get(`${AT}/bailleurs/habitat`)).status).toBe(200);
  });

  it('is told that it sits for a landlord; the State’s agent for the State; the guest that it is one', async () => {
    const words = async (person: Person) =>
      textOf((await (await clpil.as(person)).get(`${AT}/situations/${HABITAT.id}`)).html);
    expect(await words('habitat')).toContain('Vous siégez pour : Bailleur.');
    expect(await words('state')).toContain('Vous siégez pour : État.');
    expect(await words('guest')).toContain('Vous êtes invité.');
  });
});
