import { describe, expect, it } from 'vitest';
import { aBilan, aReleve, hostileReleve, protectedHouseholds } from '../../lab/documents/kinds.ts';
import {
  aCommission,
  aLandlord,
  aSeance,
  aSituation,
  FAIT_LE,
  LETTRES_LE,
  situationsOf,
} from '../../lab/documents/seance.ts';
import type { Situation } from '../../shared/domain/commissions/seance.ts';
import { bilanPdf } from '../../shared/outbound/commissions/bilan.ts';
import { courriersDAccordPdf, courriersDeSeancePdf } from '../../shared/outbound/commissions/courriers.ts';
import { relevePdf } from '../../shared/outbound/commissions/releve.ts';
import { releveDocx } from '../../shared/outbound/commissions/releve-docx.ts';
import { docxPart, docxText } from '../support/office.ts';
import { readPdf } from '../support/pdf.ts';

/** A4, in points. */
const [WIDTH, HEIGHT] = [595.28, 841.89];
const MM = 72 / 25.4;
const MARGIN = 62;

type Read = Awaited<ReturnType<typeof readPdf>>;
/** A document's text on one line, its spaces plain. */
const said = ({ text }: Pick<Read, 'text'>): string => text.replaceAll(/\s+/g, ' ');
/** Whether texts come one after another. */
const inOrder = (text: string, parts: readonly string[]): string[] => {
  let at = 0;
  return parts.filter((part) => {
    const found = text.indexOf(part, at);
    if (found >= 0) at = found + part.length;
    return found < 0;
  });
};
/** What shows in the window of a French envelope: on the right, from 45 to 80 mm from the top. */
const inWindow = ({ runs }: Pick<Read, 'runs'>): string[] =>
  runs
    .filter(({ x, y }) => x > 105 * MM && y < HEIGHT - 45 * MM && y > HEIGHT - 80 * MM)
    .map(({ text }) => text.replaceAll(/\s+/g, ' ').trim());

const accord = (situations: readonly Situation[]) =>
  courriersDAccordPdf(aCommission(), aSeance(), aLandlord(), situations, LETTRES_LE);
const issue = (situations: readonly Situation[], commission = aCommission()) =>
  courriersDeSeancePdf(commission, aSeance(), situations, FAIT_LE);
const spoken = ['P', 'Strong', 'P', 'Strong', 'P', 'P', 'H1'];

describe('the letter that asks a tenant’s agreement', () => {
  it('is read from the landlord to its signature: who will speak of it, whom to see before, how to say no', async () => {
    const pdf = await readPdf(await accord([aSituation()]));
    expect(pdf.pages).toBe(1);
    expect(pdf.roles).toEqual(['Document', ...spoken, 'P', 'P', 'H2', 'P', 'H2', 'P', 'H2', 'P', 'P', 'P']);
    expect(
      inOrder(said(pdf), [
        'Habitat Exemple',
        'contact@habitat.example',
        'CASTEL Ana',
        'Le mardi 20 octobre 2026',
        'Référence : H-1042',
        'si vous en êtes d’accord',
        'jeudi 10 décembre 2026',
        'Qui en parlera',
        'CCAS de Meaux, MDS de Meaux, Ville de Meaux, Association Exemple, Habitat Exemple.',
        'Vous pouvez en parler avant',
        'CCAS de Meaux (ccas@meaux.example) ; MDS de Meaux',
        'Vous pouvez dire non',
        'mercredi 4 novembre 2026',
        'art. 226-1',
        'salutations respectueuses',
        'Habitat Exemple',
      ]),
    ).toEqual([]);
    // Another landlord of the commission does not hear of this household.
    expect(said(pdf)).not.toContain('Foyers');
  });

  it('goes to who protects the household too, in the window of its own envelope', async () => {
    const { pages, runs } = await readPdf(await accord(protectedHouseholds));
    expect(pages).toBe(4);
    const begins = runs.flatMap(({ text, x }, n) => (text === 'Habitat Exemple' && x === MARGIN ? [n] : []));
    expect(begins.map((at, n) => inWindow({ runs: runs.slice(at, begins[n + 1]) }))).toEqual([
      ['CASTEL Ana', '9 rue des Ursulines', '77100 MEAUX'],
      ['UDAF 77', '56 rue Dajot', '77000 Melun'],
      ['NGUYEN Thi Hong', '9 rue des Ursulines', '77100 MEAUX'],
      // Nobody gave it: lines are left to write it by hand.
      ['À la personne chargée de la mesure de', 'protection'],
    ]);
  });

  it('begins lower when an address is longer than the window, and covers nothing', async () => {
    const long = aSituation({
      household: Array.from({ length: 6 }, () => ({
        nomNaissance: 'de La Tour d’Auvergne-Lauraguais',
        prenoms: ['Marie-Antoinette'],
      })),
    });
    const { runs } = await readPdf(await accord([long]));
    const date = runs.findIndex(({ text }) => text.startsWith('Le mardi'));
    const lowest = Math.min(...runs.slice(2, date).map(({ y }) => y));
    expect(runs[date]?.y).toBeLessThan(lowest - 12);
  });
});

describe('the letter that says what a commission proposes', () => {
  it('is read from its author to its signature: what is proposed, that one may refuse, to whom it was told', async () => {
    const situation = aSituation({
      caseId: '77-2026-000123',
      issues: [
        { issue: 'planApurement', organisme: 'bailleur' },
        { issue: 'verificationDroits', organisme: 'caf' },
      ],
    });
    const pdf = await readPdf(await issue([situation]));
    expect(pdf.pages).toBe(1);
    const item = ['LI', 'Lbl', 'LBody', 'Strong'];
    expect(pdf.roles).toEqual([
      'Document',
      ...['P', 'Strong', 'Strong', 'P', 'Strong', 'P', 'P', 'H1'],
      ...['P', 'P', 'L', ...item, ...item, 'H2', 'P', 'H2', 'P', 'P', 'P'],
    ]);
    expect(
      inOrder(said(pdf), [
        'CLPIL de Meaux',
        'CCAS de Meaux',
        'ccas@meaux.example',
        'CASTEL Ana',
        'dossier 77-2026-000123',
        'Habitat Exemple :',
        'vous proposer un plan',
        'CAF :',
        'vérifier vos droits',
        'C’est à vous de décider',
        'À qui votre situation a été dite',
        'CCAS de Meaux, MDS de Meaux, Habitat Exemple.',
        'loi n° 2002-2',
        'CCAS de Meaux',
      ]),
    ).toEqual([]);
    // Who was not there did not hear of it.
    expect(said(pdf)).not.toMatch(/Ville de Meaux|Foyers/);
  });

  it('is one page a household, and one for each guardian, whatever the names', async () => {
    const { pages, roles, runs } = await readPdf(await issue(situationsOf(14)));
    // Two of the fourteen are protected.
    expect([pages, roles.filter((role) => role === 'H1').length]).toEqual([16, 16]);
    expect(Math.max(...runs.map(({ x }) => x))).toBeLessThan(WIDTH - MARGIN);
  });

  it('is written by each body for what it is in charge of, where the protocol says so', async () => {
    const commission = aCommission({
      parametres: { delaiReponse: 15, courriers: 'responsable', rythme: 3 },
    });
    const situation = aSituation({
      issues: [
        { issue: 'planApurement', organisme: 'bailleur' },
        { issue: 'accompagnement', organisme: 'mds' },
      ],
    });
    const pdf = await readPdf(await issue([situation], commission));
    expect(pdf.pages).toBe(2);
    expect(inOrder(said(pdf), ['vous proposer un plan', 'Habitat Exemple', 'MDS de Meaux :'])).toEqual([]);
  });

  it('never leaves a signature alone on its page', async () => {
    for (let extra = 0; extra < 24; extra += 1) {
      const issues = Array.from({ length: 20 + extra }, () => ({
        issue: 'accompagnement' as const,
        organisme: 'mds' as const,
      }));
      const { runs } = await readPdf(await issue([aSituation({ issues })]));
      const [before, signature] = runs.slice(-2);
      expect([extra, before?.text]).toEqual([extra, expect.stringContaining('salutations')]);
      expect(signature?.y).toBeLessThan(before?.y ?? 0);
    }
  });
});

describe('a relevé', () => {
  it('is read by landlord, then by household: where, then what was decided', async () => {
    const pdf = await readPdf(await relevePdf(aReleve('ccas', 4)));
    expect(pdf.title?.replaceAll('\u00a0', ' ')).toBe(
      'Relevé de décisions du jeudi 10 décembre 2026, CLPIL de Meaux',
    );
    const outline = pdf.roles.filter((role) => /^H\d$/.test(role));
    expect(outline).toEqual(['H1', 'H2', 'H2', 'H3', 'H3', 'H2', 'H3', 'H3']);
    expect(
      inOrder(said(pdf), [
        'Relevé de décisions du jeudi 10 décembre 2026',
        'Présents',
        'CCAS de Meaux ; MDS de Meaux',
        'Excusés ou absents',
        'Ville de Meaux',
        'Ordre du jour',
        'Habitat Exemple',
        '1. CASTEL Ana',
        'H-1000 · dossier 77-2026-000100',
        '9 rue des Ursulines, 77100 Meaux',
        'Accompagnement social (MDS)',
        '2. ŒUVRARD-LEFÈVRE Françoise, MARTIN Émile',
        'Foyers Exemple',
        '1. DIALLO Moussa',
        'Plan d’apurement',
        'Vérification des droits (CAF)',
        '2. NGUYEN Thi Hong',
        'Note',
        'secret professionnel',
      ]),
    ).toEqual([]);
  });

  it('says on each page of what it is, and cuts no household', async () => {
    const { pages, text, runs } = await readPdf(await relevePdf(aReleve('ccas')));
    expect(pages).toBeGreaterThan(3);
    expect(text.match(/CLPIL de Meaux, séance du 10\/12\/2026 · confidentiel/g) ?? []).toHaveLength(pages);
    // After a household's name and what precedes its decisions, the same page goes on: each line is under the one before.
    const names = runs.flatMap(({ text: one }, n) => (/^\d+\. /.test(one) ? [n] : []));
    expect(names).toHaveLength(40);
    for (const at of names) expect(runs[at + 3]?.y).toBeLessThan(runs[at]?.y ?? 0);
  });

  it('gives a landlord its own households alone', async () => {
    const { text, roles } = await readPdf(await relevePdf(aReleve('habitat')));
    expect(roles.filter((role) => role === 'H3')).toHaveLength(20);
    expect(text).not.toMatch(/DIALLO Moussa\n.*\n.*F-|F-10/);
    expect(text).not.toContain('Note');
  });

  it('is sorted as a French reader sorts names', async () => {
    const { text } = await readPdf(await relevePdf(aReleve('ccas', 14)));
    expect(inOrder(text, ['CASTEL', 'FABRE', 'ŒUVRARD', 'ŞAHIN'])).toEqual([]);
  });

  it('is the same as a text document: words, headings of its navigation, language, title', async () => {
    for (const releve of [aReleve('ccas'), aReleve('habitat', 4), hostileReleve()]) {
      const docx = await releveDocx(releve);
      const text = await docxText(docx);
      for (const { titre, situations } of releve.groupes)
        expect(
          inOrder(text, [
            titre.slice(0, 5),
            ...situations.flatMap((one) => [one.titre.slice(0, 5), ...one.decisions]),
          ]),
        ).toEqual([]);
    }
    const docx = await releveDocx(aReleve('ccas', 4));
    const [styles = '', core = '', body = ''] = await Promise.all(
      ['word/styles.xml', 'docProps/core.xml', 'word/document.xml'].map((part) => docxPart(docx, part)),
    );
    expect(styles).toContain('<w:lang w:val="fr-FR"/>');
    expect(core).toContain(
      '<dc:title>Relevé de décisions du jeudi 10 décembre 2026, CLPIL de Meaux</dc:title>',
    );
    const outline = [...body.matchAll(/<w:pStyle w:val="Heading(\d)"\/>/g)].map(([, level]) => level);
    expect(outline).toEqual(['1', '2', '2', '3', '3', '2', '3', '3']);
    for (const level of [0, 1, 2]) expect(styles).toContain(`<w:outlineLvl w:val="${level}"/>`);
  });

  it('as a text document, shows no mark that turns a line over', async () => {
    expect(await docxText(await releveDocx(hostileReleve()))).not.toMatch(/[\u202a-\u202e]/);
  });
});

describe('a yearly evaluation', () => {
  it('is four tables under their headings, each with its own', async () => {
    const pdf = await readPdf(await bilanPdf(aCommission(), aBilan(), FAIT_LE));
    expect(pdf.title).toBe('Bilan 2026, CLPIL de Meaux');
    expect(pdf.roles.filter((role) => /^H\d|^Table$/.test(role))).toEqual([
      'H1',
      ...['H2', 'Table', 'H2', 'Table', 'H2', 'Table', 'H2', 'Table'],
    ]);
    expect(
      inOrder(said(pdf), [
        'Foyers Exemple',
        '31',
        '24',
        'Habitat Exemple',
        '112',
        '87',
        'CCAS',
        '12',
        'MDS',
        '41',
      ]),
    ).toEqual([]);
  });

  it('counts one as one', async () => {
    const { text } = await readPdf(await bilanPdf(aCommission(), aBilan({ seances: 1 }), FAIT_LE));
    expect(text.replaceAll(/\s/g, ' ')).toMatch(/1 séance tenue\..*1 situation n’a pas de dossier/);
  });
});

describe('the documents of a commission', () => {
  it('are the same bytes for the same data', async () => {
    const makes = [
      () => accord(protectedHouseholds),
      () => issue(situationsOf(3)),
      () => relevePdf(aReleve('ccas', 4)),
      () => bilanPdf(aCommission(), aBilan(), FAIT_LE),
    ];
    for (const make of makes) expect(await make()).toEqual(await make());
  });

  it('are the same text document for the same data, but for the instant at which it was made', async () => {
    const [one, other] = [await releveDocx(aReleve('ccas', 4)), await releveDocx(aReleve('ccas', 4))];
    for (const part of ['word/document.xml', 'word/styles.xml', 'word/footer1.xml', 'word/numbering.xml'])
      expect(await docxPart(one, part)).toEqual(await docxPart(other, part));
  });
});
