import { describe, expect, it } from 'vitest';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { engagements } from '../../shared/domain/engagements/tous.ts';
import { caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { compteEn, placeDe, rangDe } from '../../shared/domain/indicateurs/apport.ts';
import { indicateurDe, indicateurs, nomsDeDelais } from '../../shared/domain/indicateurs/catalogue.ts';
import { type Chiffre, type Ligne, tableauDe } from '../../shared/domain/indicateurs/tableau.ts';
import {
  type Annee,
  aDesChiffres,
  chiffresDe,
  lecteurDe,
  libelleDe,
} from '../../shared/domain/rapport/chiffres.ts';
import { estGraphique, type Section, type Table } from '../../shared/domain/rapport/document.ts';
import type { MatiereDuRapport } from '../../shared/domain/rapport/matiere.ts';
import { provenanceDe } from '../../shared/domain/rapport/provenance.ts';
import { publier } from '../../shared/domain/rapport/public.ts';
import { rapportDe } from '../../shared/domain/rapport/rapport.ts';
import { texteDe } from '../../shared/outbound/indicateurs/rapport-pdf.ts';
import { anneeInventee } from '../support/indicateurs/annees.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const LE = '2027-02-01';
const lignesDe = (...cases: readonly (readonly Draft[])[]): Ligne[] =>
  cases.flatMap((drafts) => {
    const { arrondissement = 'sans', apport } = caseOf(eventsOf(...drafts), LE);
    return Object.entries(compteEn(arrondissement, apport)).flatMap(([place, n]) => {
      const { lieu, annee, cle } = placeDe(place);
      const { ligne, nom } = rangDe(cle);
      return annee === '2026' ? [{ lieu, ligne, valeurs: { [nom]: n } }] : [];
    });
  });
const recu = (...qui: string[]): Ligne[] =>
  qui.map((one) => ({ lieu: 'hub', ligne: `messages.${one}`, valeurs: { accepted: 1 } }));
const annee = (lignes: readonly Ligne[], chiffres: readonly Chiffre[] = []): Annee =>
  chiffresDe(tableauDe(2026, lignes, chiffres, LE));

const noms: Readonly<Record<string, string>> = { adil: 'ADIL de Seine-et-Marne' };
const rapport = (own: Annee, over: Partial<MatiereDuRapport> = {}) =>
  rapportDe({
    ...{ version: 'etat', annee: own, avant: [] },
    engagements: engagements.map((engagement) => ({
      ...{ engagement, etat: undefined, preuve: undefined, reprisDe: undefined },
    })),
    nom: (code) => noms[code] ?? code,
    ...over,
  });
const tablesOf = ({ blocs }: Section): Table[] =>
  blocs.flatMap((bloc) => (bloc.genre === 'table' ? [bloc] : []));
const section = (id: string, own = rapport(annee([]))): Section => {
  const found = own.sections.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};
const rowsOf = (one: Section): string[][] =>
  tablesOf(one).flatMap(({ lignes }) => lignes.map(({ cases }) => cases.map(texteDe)));

describe('the yearly report', () => {
  it('has every line of annexe 3, in the charter’s order and words', () => {
    const own = indicateurs.filter(({ origine, detailDe }) => origine.annexe === 3 && detailDe === undefined);
    const rows = rowsOf(section('annexe-3'));
    const lines = rows.map(([ligne = '']) => Number(ligne)).filter((one) => one > 0);
    expect([...new Set(lines)]).toEqual(Array.from({ length: 49 }, (_, n) => n + 1));
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    const words = rows.map(([, libelle]) => libelle);
    for (const { libelle } of own) expect(words).toContain(libelle);
  });

  it('says of each line what nobody declared and what nobody sent, and never calls it zero', () => {
    const rows = rowsOf(section('annexe-3', rapport(annee(recu('etat')))));
    const read = (libelle: string): string | undefined =>
      rows.find(([, one = '']) => one === indicateurDe(libelle).libelle)?.[2];
    expect(read('adil.contacts')).toBe('non déclaré');
    expect(read('caf.impayesTraites')).toBe('rien reçu');
    expect(read('etat.cfpAccordes')).toBe('0');
    expect(read('aorif.tauxImpayes')).toBe('non déclaré');
  });

  it('names who declared a figure, and shows what they wrote under their table, to the State only', () => {
    const own = annee(
      [],
      [
        { indicateur: 'adil.contacts', partenaire: 'adil', valeur: 1_204 },
        { indicateur: 'adil.analyse', partenaire: 'adil', texte: 'Les impayés viennent plus tôt.' },
      ],
    );
    expect(rowsOf(section('annexe-3', rapport(own)))).toContainEqual([
      '18',
      indicateurDe('adil.contacts').libelle,
      '1\u202f204',
      'Déclaré par ADIL de Seine-et-Marne',
    ]);
    const said = (version: 'etat' | 'public') =>
      JSON.stringify(rapport(version === 'etat' ? own : publier(own).annee, { version }));
    expect(said('etat')).toContain('Les impayés viennent plus tôt.');
    expect(said('public')).not.toContain('Les impayés viennent plus tôt.');
  });

  it('follows the five figures of 2016 to this year, with a gap where nothing is known', () => {
    const avant = chiffresDe(anneeInventee(2026, 1, 40));
    const own = chiffresDe(anneeInventee(2027, 2, 40));
    const { blocs } = section('evolution', rapport(own, { avant: [avant] }));
    const courbes = blocs.find((bloc) => bloc.genre === 'courbes');
    expect(courbes?.courbes.map(({ points }) => points.map(({ annee: une }) => une))).toEqual(
      Array.from({ length: 5 }, () => [2016, 2026, 2027]),
    );
    expect(courbes?.courbes[0]?.points[0]?.cellule).toEqual({ statut: 'valeur', valeur: 4083 });
    expect(rowsOf(section('evolution', rapport(own))).map(([nom, en2016]) => [nom, en2016])).toContainEqual([
      'Dossiers ouverts',
      'inconnu',
    ]);
  });

  it('keeps of a year in which nobody sent anything what was declared of it, and no count', () => {
    const past = chiffresDe(
      tableauDe(
        2025,
        lignesDe([{ kind: 'assignation', actDate: '2026-01-05' }]),
        [{ indicateur: 'adil.contacts', partenaire: 'adil', valeur: 900 }],
        LE,
      ),
      'passee',
    );
    const { chiffre, n } = lecteurDe(past);
    expect(n('adil.contacts')).toBe(900);
    expect(chiffre('parcours.assignations')?.cellule.statut).toBe('inconnu');
    expect(aDesChiffres(chiffresDe(tableauDe(2024, [], [], LE), 'passee'))).toBe(false);
  });

  it('says of each target whether it was reached, or that it is not known', () => {
    const own = annee(
      [],
      [
        { indicateur: 'caf.aidesTraitees', partenaire: 'caf', valeur: 1000 },
        { indicateur: 'caf.aidesDansLeDelai', partenaire: 'caf', valeur: 850 },
        { indicateur: 'msa.aidesTraitees', partenaire: 'msa', valeur: 10 },
        { indicateur: 'msa.aidesDansLeDelai', partenaire: 'msa', valeur: 7 },
      ],
    );
    expect(
      rowsOf(section('cibles', rapport(own))).map(([qui, , vise, atteint, , oui]) => [
        qui,
        vise,
        atteint,
        oui,
      ]),
    ).toEqual([
      ['CAF', '85\u00a0%', '85\u00a0%', 'oui'],
      ['CAF', '100\u00a0%', 'non déclaré', 'on ne sait pas'],
      ['CAF', '40\u00a0%', 'non déclaré', 'on ne sait pas'],
      ['MSA', '80\u00a0%', '70\u00a0%', 'non'],
      ['MSA', '100\u00a0%', 'non déclaré', 'on ne sait pas'],
      ['Parcours des ménages', '100\u00a0%', 'sans objet', 'on ne sait pas'],
    ]);
  });

  it('tells of all 158 commitments, counts them by signatory, and what shows them to the State only', () => {
    const told = engagements.map((engagement, n) => ({
      engagement,
      ...{ etat: n === 0 ? ('fait' as const) : undefined, reprisDe: undefined },
      preuve: n === 0 ? { sorte: 'note' as const, dit: 'Réunion du 3 mars' } : undefined,
    }));
    const etat = section('engagements', rapport(annee([]), { engagements: told }));
    const rows = rowsOf(etat);
    expect(rows).toContainEqual(['Ensemble', '158', '1', '0', '0', '157', '0']);
    for (const { id } of engagements) expect(rows.map(([one]) => one)).toContain(id);
    expect(rows.flat()).toContain('Réunion du 3 mars');
    const open = section('engagements', rapport(annee([]), { engagements: told, version: 'public' }));
    expect(rowsOf(open).flat()).not.toContain('Réunion du 3 mars');
  });

  it('shows what the hub itself did to the State only', () => {
    const own = chiffresDe(anneeInventee(2026, 1, 40));
    expect(rapport(own).sections.map(({ id }) => id)).toContain('plateforme');
    const open = rapport(publier(own).annee, { version: 'public' });
    expect(open.sections.map(({ id }) => id)).not.toContain('plateforme');
    expect(JSON.stringify(open)).not.toMatch(/CHAMP_MANQUANT|etude-girard/);
  });

  it('has a table beside each chart, and a title for each table and section', () => {
    for (const one of rapport(chiffresDe(anneeInventee(2026, 1, 40))).sections) {
      expect(one.feuille.length).toBeLessThanOrEqual(31);
      if (one.blocs.some(estGraphique)) expect(tablesOf(one).length, one.id).toBeGreaterThan(0);
      for (const { titre, colonnes, lignes } of tablesOf(one)) {
        expect(titre).not.toBe('');
        for (const { cases } of lignes) expect(cases, titre).toHaveLength(colonnes.length);
      }
    }
  });

  it('is provisional while its year goes on', () => {
    const own = rapport(chiffresDe(tableauDe(2026, [], [], '2026-11-30')));
    expect(own.mentions.join(' ')).toContain('provisoire');
    expect(rapport(annee([])).mentions.join(' ')).not.toContain('provisoire');
  });
});

describe('what the report counts beside the charter', () => {
  const read = (id: string, ...cases: readonly (readonly Draft[])[]) =>
    lecteurDe(annee([...lignesDe(...cases), ...recu('bailleur', 'adil')])).n(id);

  it('counts a case in the year it came', () => {
    expect(
      read(
        'parcours.dossiers',
        [{ kind: 'assignation', actDate: '2026-01-05' }],
        [{ kind: 'assignation', actDate: '2025-12-05' }],
      ),
    ).toBe(1);
  });

  it('counts what ADIL did in cases', () => {
    expect(
      read('adil.interventionsDossiers', [
        { kind: 'intervention', actDate: '2026-03-05', nature: 'visite', sender: 'association-adil' },
        { kind: 'intervention', actDate: '2026-03-05', nature: 'visite', sender: 'association-autre' },
      ]),
    ).toBe(1);
  });

  it('counts apart a saisine whose body is not said', () => {
    expect(
      read('caf.saisinesSansOrganisme', [
        { kind: 'saisineOrganisme', actDate: '2026-02-01', sender: 'bailleur-a' },
      ]),
    ).toBe(1);
  });
});

describe('what is said of a figure', () => {
  const kinds = new Set(
    caseEventSchema.def.options.flatMap((option) => [...option.def.shape.kind.def.values]),
  );
  it('names, for each that is counted, kinds of events that exist', () => {
    for (const { id, source } of indicateurs)
      if (source === 'compte') for (const kind of provenanceDe(id).kinds) expect(kinds, id).toContain(kind);
    expect(() => provenanceDe('etat.rien')).toThrow('nothing says');
  });

  it('has a label for every figure of a year', () => {
    for (const { id } of chiffresDe(anneeInventee(2026, 1, 40)).chiffres) expect(libelleDe(id)).not.toBe('');
    for (const cle of nomsDeDelais) expect(libelleDe(`delai.${cle}.p90`)).toContain('neuf sur dix');
  });
});
