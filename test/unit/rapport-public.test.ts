import { parseCsvObjects } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { engagements } from '../../shared/domain/engagements/tous.ts';
import type { TableauPublie } from '../../shared/domain/indicateurs/secret/tableau.ts';
import { type Chiffre, tableauDe } from '../../shared/domain/indicateurs/tableau.ts';
import {
  type Annee,
  chiffresDe,
  cleDeChiffre,
  lecteurDe,
  type Ou,
} from '../../shared/domain/rapport/chiffres.ts';
import { apercu, publier, systemeDuRapport } from '../../shared/domain/rapport/public.ts';
import { rapportDe } from '../../shared/domain/rapport/rapport.ts';
import { rapportXlsx } from '../../shared/outbound/indicateurs/classeur.ts';
import { donneesCsv, lignesDesDonnees } from '../../shared/outbound/indicateurs/donnees.ts';
import { anneeInventee } from '../support/indicateurs/annees.ts';
import { type Attaque, createAttaque } from '../support/indicateurs/attaque.ts';

/*
 * The public report attacked from the outside: its files are read back, as anybody may, and another solver than the product's looks for what is hidden.
 */
let attaque: Attaque;
beforeAll(async () => {
  attaque = await createAttaque();
});

const annees = [chiffresDe(anneeInventee(2026, 11, 30)), chiffresDe(anneeInventee(2027, 12, 18))];
const publiees = annees.map((annee) => publier(annee).annee);
const rapport = (own: readonly Annee[]) => {
  const annee = own.at(-1);
  if (!annee) throw new Error('no year');
  return rapportDe({
    ...{ version: 'public', annee, avant: own.slice(0, -1) },
    engagements: engagements.map((engagement) => ({
      ...{ engagement, etat: undefined, preuve: undefined, reprisDe: undefined },
    })),
    nom: (code) => code,
  });
};

const rowSchema = z.object({
  annee: z.coerce.number(),
  indicateur: z.string(),
  territoire_code: z.string(),
  detail: z.string(),
  valeur: z.union([z.string(), z.number(), z.null(), z.undefined()]),
  statut: z.string(),
});
type Row = z.infer<typeof rowSchema>;
/** What a file shows, by year and figure. */
const shownIn = (rows: readonly Row[]): Map<string, number> =>
  new Map(
    rows.flatMap(({ annee, indicateur, territoire_code, detail, valeur, statut }) =>
      statut === 'valeur'
        ? [
            [
              `${annee}|${cleDeChiffre({
                id: indicateur,
                ou: lieuOf(territoire_code),
                detail: detail === 'ensemble' ? '' : detail,
              })}`,
              Number(valeur),
            ] as const,
          ]
        : [],
    ),
  );
const lieuOf = (code: string) => {
  if (code === '77') return 'total';
  if (code === 'inconnu') return 'sans';
  const found = (['771', '772', '773', '774', '775'] as const).find((one) => one === code);
  if (!found) throw new Error(code);
  return found;
};

/** Figures that sums tie together: an attack on one reads no other. */
const tiedTo = (tableau: TableauPublie, id: string): TableauPublie => {
  const ids = new Set([id]);
  for (let size = 0; size < ids.size; ) {
    size = ids.size;
    for (const { total, parties } of tableau.relations)
      if ([total, ...parties].some((one) => ids.has(one)))
        for (const one of [total, ...parties]) ids.add(one);
  }
  return {
    cellules: tableau.cellules.filter((one) => ids.has(one.id)),
    grandeurs: (tableau.grandeurs ?? []).filter((one) => ids.has(one.id)),
    relations: tableau.relations.filter(({ total }) => ids.has(total)),
  };
};

/** Counts under 5 of a year that a reader of these figures knows to be under 5, or to within fewer than 5. */
const devinees = (annee: Annee, shown: ReadonlyMap<string, number>): object[] => {
  const tableau = systemeDuRapport(annee);
  const masquees = new Set(
    [...tableau.cellules, ...(tableau.grandeurs ?? [])]
      .filter(({ id }) => !shown.has(`${annee.annee}|${id}`))
      .map(({ id }) => id),
  );
  return tableau.cellules
    .filter(({ valeur }) => valeur < 5)
    .map(({ id }) => ({ id, ...attaque(tiedTo(tableau, id), masquees, id) }))
    .filter(({ min, max }) => max < 5 || max - min < 5);
};

describe('the public version', () => {
  it('once read back from its CSV, gives no count under 5 of any year, place, landlord or remainder to another solver', () => {
    const { data } = parseCsvObjects(donneesCsv(publiees), { header: true });
    const shown = shownIn(data.map((row) => rowSchema.parse(row)));
    expect(shown.size).toBeGreaterThan(200);
    for (const annee of annees) expect(devinees(annee, shown), String(annee.annee)).toEqual([]);
  }, 120_000);

  it('shows the same figures in its workbook, whose other sheets show no protected count under 5', async () => {
    const { sheets } = await readXlsx(await rapportXlsx(rapport(publiees), publiees));
    const donnees = sheets.find(({ name }) => name === 'Données');
    expect(donnees?.rows.map((row) => row.map((cell) => cell ?? ''))).toEqual(lignesDesDonnees(publiees));
    const others = rapport(publiees).sections.flatMap(({ blocs }) =>
      blocs.flatMap((bloc) => (bloc.genre === 'table' ? bloc.lignes.flatMap(({ cases }) => cases) : [])),
    );
    const small = others.filter(
      (one) =>
        'cellule' in one &&
        !['actions', 'reunions', 'logements', 'bailleurs', 'part', 'pourMille', 'jours', 'centimes'].includes(
          one.unite,
        ) &&
        one.cellule.statut === 'valeur' &&
        Math.abs(one.cellule.valeur) < 5,
    );
    // A difference of two years that are both shown is no count.
    expect(small.filter((one) => !differences(publiees).has(JSON.stringify(one)))).toEqual([]);
  });

  it('hides a share with what makes it, days and euros with their cases, a delay of fewer than ten cases, and how many they are', () => {
    for (const [rank, annee] of publiees.entries()) {
      const told = new Map(annees[rank]?.chiffres.map((one) => [cleDeChiffre(one), one.cellule]));
      const statut = new Map(annee.chiffres.map((one) => [cleDeChiffre(one), one.cellule.statut]));
      for (const { id, ou, cellule } of annee.chiffres) {
        const of = (other: string) => statut.get(cleDeChiffre({ id: other, ou, detail: '' }));
        const [, delai] = /^delai\.(\w+)\.(mediane|p90)$/.exec(id) ?? [];
        if (delai) {
          expect(of(`delai.${delai}.n`)).toBe('secret');
          const n = told.get(cleDeChiffre({ id: `delai.${delai}.n`, ou, detail: '' }));
          expect(cellule.statut === 'secret', `${id} ${ou}`).toBe(n?.statut === 'valeur' && n.valeur < 10);
        }
        if (id === 'parcours.joursResponsabilite' || id === 'parcours.coutResponsabilite')
          expect(cellule.statut === 'secret').toBe(of('parcours.responsabilites') === 'secret');
        if (id === 'parcours.partDsf' && of('parcours.audiences') === 'secret')
          expect(cellule.statut).toBe('secret');
      }
    }
  });

  it('shows no euros of a place where fewer than five rents are known', () => {
    const own = chiffresDe(anneeInventee(2026, 5, 60));
    const rents = new Map(
      own.chiffres.flatMap(({ id, ou, cellule }) =>
        id === 'parcours.responsabilitesAvecLoyer' && cellule.statut === 'valeur'
          ? [[ou, cellule.valeur]]
          : [],
      ),
    );
    for (const { id, ou, cellule } of publier(own).annee.chiffres)
      if (id === 'parcours.coutResponsabilite' && (rents.get(ou) ?? 0) < 5)
        expect(cellule.statut).toBe('secret');
  });

  it('shows small numbers of meetings and of collective actions: they are nobody', () => {
    const own = chiffresDe(anneeInventee(2026, 11, 3));
    const shown = publier(own).annee.chiffres.filter(
      ({ unite, cellule }) => (unite === 'reunions' || unite === 'actions') && cellule.statut === 'valeur',
    );
    expect(shown.length).toBeGreaterThan(0);
    expect(
      publier(own).annee.chiffres.filter(
        ({ id, cellule }) => id.startsWith('etat.') && cellule.statut === 'secret',
      ).length,
    ).toBeGreaterThan(50);
  });
});

describe('what a signatory reads of a year before it is published', () => {
  it.each([
    ['a département of few cases', 3, 3],
    ['one of some tens', 11, 30],
    ['one of hundreds', 5, 200],
  ])('is of the whole département, and gives no count under 5 to another solver: %s', (_, seed, scale) => {
    const own = chiffresDe(anneeInventee(2026, seed, scale));
    const { chiffres } = apercu(own);
    expect(chiffres.filter(({ ou, detail }) => ou !== 'total' || detail !== '')).toEqual([]);
    const shown = new Map(
      chiffres.flatMap((one) =>
        one.cellule.statut === 'valeur' ? [[`2026|${cleDeChiffre(one)}`, one.cellule.valeur]] : [],
      ),
    );
    const whole = { ...own, chiffres: own.chiffres.filter(({ ou, detail }) => ou === 'total' && !detail) };
    expect(shown.size).toBeGreaterThan(10);
    expect(devinees(whole, shown)).toEqual([]);
  });
});

describe('what a household, or a landlord, could be known by', () => {
  const enTout = { lieu: '773', ligne: 'messages.etat', valeurs: { accepted: 9 } };
  const statutDe = (valeurs: Record<string, number>, dits: readonly Chiffre[] = []) => {
    const lignes = Object.entries(valeurs).map(([id, n]) => {
      const [ligne = '', nom = ''] = id.split('.');
      return { lieu: '773', ligne, valeurs: { [nom]: n } };
    });
    const { chiffres } = publier(chiffresDe(tableauDe(2026, [enTout, ...lignes], dits, '2027-02-01'))).annee;
    return (id: string, ou: Ou = 'total') => lecteurDe({ chiffres }).chiffre(id, ou)?.cellule.statut;
  };

  it('is an amount that few of them tell: it is shown for the whole département, from five on', () => {
    const of = (sansMontant: number) =>
      statutDe({
        'etat.indemnisationsAccordees': 8,
        'etat.indemnisationsAccordeesSansMontant': sansMontant,
        'etat.montantAccordees': 412_300,
      });
    expect(of(7)('etat.montantAccordees')).toBe('secret');
    expect(of(3)('etat.montantAccordees')).toBe('valeur');
    expect(of(3)('etat.montantAccordees', '773')).toBe('secret');
  });

  it('is the number of persons of few households', () => {
    const of = (menages: number) =>
      statutDe({ 'etat.interventions': 9, 'etat.menagesHeberges': menages, 'etat.personnesHebergees': 12 });
    expect(of(1)('etat.personnesHebergees')).toBe('secret');
    expect(of(9)('etat.personnesHebergees')).toBe('valeur');
    // That nobody told anything is said as it is.
    expect(statutDe({})('etat.personnesHebergees')).toBe('nonRecu');
  });

  it('is what is left of a whole: all but one examined and oriented, all but one gone with their plan kept', () => {
    const shown = statutDe({
      ...{ 'clpil.situations': 30, 'clpil.orientationsMds': 29 },
      ...{ 'clpil.sortiesPositives': 10, 'clpil.planRespecte': 9 },
    });
    expect([shown('clpil.situations'), shown('clpil.orientationsMds')]).toContain('secret');
    expect([shown('clpil.sortiesPositives'), shown('clpil.planRespecte')]).toContain('secret');
  });

  it('is what one landlord declares, known to the only other: three are needed', () => {
    const dit = (partenaire: string, valeur: number): Chiffre => ({
      ...{ indicateur: 'aorif.menagesEnImpaye', partenaire, valeur },
    });
    const two = [dit('bailleur-a', 60), dit('bailleur-b', 9)];
    expect(statutDe({}, two)('aorif.menagesEnImpaye')).toBe('secret');
    expect(statutDe({}, [...two, dit('bailleur-c', 5)])('aorif.menagesEnImpaye')).toBe('valeur');
    expect(statutDe({})('aorif.menagesEnImpaye')).toBe('nonDeclare');
  });

  it('is a total that is hidden once published, were it shown before', () => {
    for (const seed of [1, 8, 11, 28, 73, 111]) {
      const own = chiffresDe(anneeInventee(2026, seed, 25));
      const totals = publier(own).annee.chiffres.filter(({ ou, detail }) => ou === 'total' && detail === '');
      expect(apercu(own).chiffres, String(seed)).toEqual(totals);
    }
  });
});

/** Differences that the first table shows, as its cells. */
const differences = (own: readonly Annee[]): ReadonlySet<string> =>
  new Set(
    rapport(own)
      .sections.filter(({ id }) => id === 'essentiel')
      .flatMap(({ blocs }) => blocs.flatMap((bloc) => (bloc.genre === 'table' ? bloc.lignes : [])))
      .flatMap(({ cases }) => (cases[4] === undefined ? [] : [JSON.stringify(cases[4])])),
  );
