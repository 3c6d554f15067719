import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { addDays, type CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { type Household, householdOf as householdBy } from '../demo/households.ts';
import { DEMO_STARTS, type DemoLine } from '../demo/play.ts';
import { createChance } from '../demo/random.ts';

const FOLDER = join(import.meta.dirname, '../../test/fixtures/demo');
const HOUSEHOLDS = 90;
/** Where the households are when the hub opens, in turn. */
const points = [
  'impaye',
  'surendettement',
  'commandement',
  'assignation',
  'decision',
  'commandementDeQuitter',
  'concours',
] as const;

/**
 * Writes the demonstration, `test/fixtures/demo/`: invented households of the five arrondissements, what CAF, MSA, Banque de France
 * and five études send about them in three months, and messages that go wrong. It is seeded: the bytes are the same each time.
 */
export const buildDemo = async (): Promise<void> => {
  const chance = createChance(77);
  const { pick } = chance;
  const householdOf = (n: number) => householdBy(chance, n);

  const lines: { day: number; order: number; line: DemoLine }[] = [];
  const at = (day: number, line: DemoLine): void => {
    lines.push({ day, order: lines.length, line });
  };
  /** The day of an act: nobody serves one on a Sunday. */
  const actDate = (day: number): CivilDate => {
    const date = addDays(DEMO_STARTS, day);
    return new Date(date).getUTCDay() === 0 ? addDays(date, 1) : date;
  };
  const dwellingOf = ({ commune, street, n }: Household) =>
    n % 4 === 0
      ? { postcode: commune.postcodes[0], commune: commune.name.toUpperCase(), street }
      : { insee: commune.insee, street };

  const impaye = (h: Household, day: number, over: object = {}) => ({
    version: '1',
    messageId: `${h.body.toUpperCase()}77-${h.n}-${day}`,
    sender: h.body,
    reference: `IMP-2026-${1000 + h.n}`,
    actDate: actDate(day),
    dwelling: dwellingOf(h),
    household: [h.person],
    allocataire: String(1_000_000 + h.n * 37),
    aide: { nature: 'APL', tiersPayant: h.n % 2 === 0 },
    loyer: h.rent,
    dette: Math.round(h.rent * 300) / 100,
    dateConstitution: actDate(day - 2),
    parc: h.n % 3 === 0 ? 'prive' : 'social',
    bailleur: { nom: h.landlord, referenceBail: `B-${2000 + h.n}` },
    ...over,
  });
  const sendImpaye = (h: Household, day: number, over: object = {}): void =>
    at(day, { channel: h.body === 'msa' ? 'msa' : 'caf', body: JSON.stringify(impaye(h, day, over)) });

  const piece = (
    h: Household,
    day: number,
    kind: string,
    details: object,
    file = 'acte.pdf',
    { told = day, dataFirst = false }: { told?: number; dataFirst?: boolean } = {},
  ): void => {
    const stem = `${h.etude}/${actDate(told).slice(0, 7)}/${1000 + h.n}-${kind}-${actDate(day)}`;
    const data = {
      version: '1',
      sender: h.etude,
      reference: `DOS-${3000 + h.n}`,
      actDate: actDate(day),
      kind,
      dwelling: dwellingOf(h),
      household: [h.person],
      bailleur: { nom: h.landlord, referenceBail: `B-${2000 + h.n}` },
      ...details,
    };
    const halves: DemoLine[] = [
      { channel: 'pieces', key: `${stem}.pdf`, file },
      { channel: 'pieces', key: `${stem}.json`, text: JSON.stringify(data) },
    ];
    for (const half of dataFirst ? halves.reverse() : halves) at(told, half);
  };

  const surendettement = (h: Household, day: number, etape: string): void =>
    at(day, {
      channel: 'bdf',
      body: JSON.stringify({
        version: '1',
        sender: 'bdf',
        reference: `0001260${10_000 + h.n}`,
        actDate: actDate(day),
        dwelling: dwellingOf(h),
        household: [h.person],
        numeroBdf: `0001260${10_000 + h.n}`,
        etape,
        detteLocative: Math.round(h.rent * 250) / 100,
        bailleurCreancier: h.landlord,
      }),
    });

  const commandement = (h: Household, day: number, dette: number): void =>
    piece(
      h,
      day,
      'commandementDePayer',
      { delai: { valeur: 6, unite: 'semaines' }, dette, loyer: h.rent, dateBail: '2024-04-01' },
      'acte.pdf',
      { dataFirst: h.n % 8 === 0 },
    );
  /** A commandement de quitter les lieux, that the préfet receives two days later. */
  const leave = (h: Household, day: number, received: number, told = day): void =>
    piece(
      h,
      day,
      'commandementDeQuitterLesLieux',
      { titre: 'Jugement', dateLiberation: actDate(day + 62), prefetInformeLe: actDate(received) },
      'acte.pdf',
      { told },
    );

  const households = Array.from({ length: HOUSEHOLDS }, (_, n) => householdOf(n));
  for (const h of households) {
    /** Its first act of the season, in the first ten days or, for a new unpaid rent, the first three weeks. */
    const start = h.n % 10;
    const owed = (months: number): number => Math.round(h.rent * months * 100) / 100;
    // The hub opens on procedures under way: each household is at its own point, and its acts follow one another as the law has them.
    const point = points[h.n % points.length];
    if (point === 'impaye' || point === 'surendettement') {
      const signalled = (h.n * 7) % 21;
      const suites = h.n % 11 === 0 ? { suites: ['saisineCcapex'] } : {};
      sendImpaye(h, signalled, suites);
      // The same signal again, unchanged: it gives one more reply, nothing else.
      if (h.n % 7 === 0) sendImpaye(h, signalled, suites);
      if (point === 'impaye') commandement(h, signalled + 60, owed(5));
      else
        for (const [step, etape] of ['depot', 'recevabilite'].entries())
          surendettement(h, signalled + 16 + step * 45, etape);
    } else if (h.n % 3 === 0)
      sendImpaye(h, start, { dateConstitution: actDate(start - 150), dette: owed(6) });
    if (point === 'commandement') {
      commandement(h, start, owed(3));
      piece(h, start + 46, 'assignation', {
        tribunal: 'Tribunal judiciaire',
        dateAudience: actDate(start + 116),
        dette: owed(5),
      });
    }
    if (point === 'assignation') {
      piece(h, start, 'assignation', {
        tribunal: 'Tribunal judiciaire',
        dateAudience: actDate(start + 50),
        dette: owed(6),
      });
      piece(h, start + 64, 'decision', {
        tribunal: 'Tribunal judiciaire',
        issue: pick(['delaiDePaiement', 'resiliation']),
      });
    }
    if (point === 'decision') {
      piece(h, start, 'decision', { tribunal: 'Tribunal judiciaire', issue: 'resiliation' });
      leave(h, start + 40, start + 41);
      if (h.n % 8 === 4) piece(h, start + 70, 'departVolontaire', { clesRemises: true });
    }
    if (point === 'commandementDeQuitter') {
      leave(h, start, start + 2);
      if (h.n % 4 === 1) piece(h, start + 64, 'procesVerbal', { nature: 'tentative' });
      piece(h, start + 66, 'demandeCfp', {
        dispositif: 'Ordonne l’expulsion.',
        diligences: 'Deux passages.',
      });
    }
    if (point === 'concours') {
      // Served in the spring, told now: the préfet’s two months end in October, before the trêve.
      leave(h, start - 75, start - 73, start);
      piece(h, start, 'demandeCfp', { dispositif: 'Ordonne l’expulsion.', diligences: 'Trois passages.' });
    }
  }
  const known = (n: number): Household => {
    const found = households[n];
    if (!found) throw new RangeError(`no household ${n}`);
    return found;
  };
  // An act told late: the commandement arrives after the assignation that it precedes.
  for (const n of [3, 10, 17, 24])
    piece(
      known(n),
      (n % 10) - 70,
      'commandementDePayer',
      { delai: { valeur: 2, unite: 'mois' } },
      'acte.pdf',
      {
        told: (n % 10) + 4,
      },
    );
  // A postal code that straddles départements, without a recognised commune, waits for a person. With its commune it does not.
  for (const [index, postcode] of ['77130', '77170', '77320', '77750'].entries()) {
    sendImpaye(householdOf(200 + index), 12, { dwelling: { postcode, street: '3 rue Haute' } });
  }
  for (const [index, commune] of ['Montereau-Fault-Yonne', 'Cannes Ecluse'].entries()) {
    sendImpaye(householdOf(210 + index), 12, {
      dwelling: { postcode: '77130', commune, street: '5 rue Basse' },
    });
  }
  // An étude that has only the initial of a first name: a person says whose piece it is.
  const named = householdOf(262);
  sendImpaye(named, 10);
  piece(named, 15, 'commandementDePayer', {
    delai: { valeur: 6, unite: 'semaines' },
    household: [
      {
        ...named.person,
        prenoms: named.person.prenoms.map(([initial]) => `${initial}.`),
        dateNaissance: undefined,
      },
    ],
    bailleur: undefined,
  });
  // Dwellings outside the département.
  sendImpaye(householdOf(220), 13, { dwelling: { insee: '75112', street: '1 rue de Paris' } });
  sendImpaye(householdOf(221), 13, {
    dwelling: { postcode: '91000', commune: 'Évry', street: '1 rue du Lac' },
  });
  // Messages that cannot be filed.
  at(14, { channel: 'caf', body: '{"version":"1","sender":"caf",' });
  at(14, { channel: 'msa', body: 'NOM;PRENOM;DETTE\nExemple;Camille;1200' });
  sendImpaye(householdOf(230), 14, { actDate: '2026-02-30' });
  sendImpaye(householdOf(231), 14, { household: [] });
  sendImpaye(householdOf(232), 14, { version: '2' });
  at(14, { channel: 'caf', body: JSON.stringify({ ...impaye(householdOf(234), 14), sender: 'msa' }) });
  at(14, { channel: 'caf', body: JSON.stringify({ ...impaye(known(1), 7), dette: 99_999 }) });
  piece(householdOf(240), 15, 'assignation', {}, 'pas-un-pdf.pdf');
  piece(householdOf(241), 15, 'assignation', {}, 'tronque.pdf');
  piece(householdOf(242), 15, 'assignation', {}, 'chiffre.pdf');
  at(15, { channel: 'pieces', key: 'etude-moreau-meaux/2026-10/sans-donnees.pdf', file: 'acte.pdf' });
  at(15, { channel: 'pieces', key: 'ailleurs/2026-10/acte.pdf', file: 'acte.pdf' });
  at(15, { channel: 'pieces', key: 'etude-lambert-melun/2026-10/sans-piece.json', text: '{"version":"1"}' });
  // Messages that are filed, although incomplete or with a wrong secondary field.
  sendImpaye(householdOf(250), 16, { dette: -3, allocataire: undefined });
  sendImpaye(householdOf(251), 16, { couleur: 'bleu', aide: undefined });

  const document = await PDFDocument.create();
  document.setCreationDate(new Date(0));
  document.setModificationDate(new Date(0));
  const page = document.addPage([595, 842]);
  page.drawText('Acte de procédure (démonstration)', {
    x: 60,
    y: 760,
    size: 18,
    font: await document.embedFont(StandardFonts.Helvetica),
  });
  const pdf = await document.save({ useObjectStreams: false });
  await mkdir(join(FOLDER, 'files'), { recursive: true });
  await writeFile(join(FOLDER, 'files/acte.pdf'), pdf);
  await writeFile(join(FOLDER, 'files/tronque.pdf'), pdf.subarray(0, 200));
  // files/chiffre.pdf is acte.pdf encrypted by qpdf (--encrypt '' secret 256), with a random salt: it cannot be made again, so it
  // is kept.
  await writeFile(join(FOLDER, 'files/pas-un-pdf.pdf'), 'Ceci est un texte.\n');
  const ordered = lines
    .sort((a, b) => a.day - b.day || a.order - b.order)
    .map(({ line }) => JSON.stringify(line));
  await writeFile(join(FOLDER, 'messages.jsonl'), `${ordered.join('\n')}\n`);
  console.log(`${ordered.length} lines, ${HOUSEHOLDS} households and more`);
};
