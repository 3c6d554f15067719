import { engagements } from '../../shared/domain/engagements/tous.ts';
import { type Annee, chiffresDe } from '../../shared/domain/rapport/chiffres.ts';
import type { Rapport, Version } from '../../shared/domain/rapport/document.ts';
import { publier } from '../../shared/domain/rapport/public.ts';
import { rapportDe } from '../../shared/domain/rapport/rapport.ts';
import { anneeInventee } from '../../test/support/indicateurs/annees.ts';

/** A report of invented years, as it is or with the worst of names for partners, texts, landlords and evidence. */
export const aRapport = (version: Version, hostile?: string): Rapport => {
  const [avant, annee] = [2026, 2027]
    .map((year, n) => chiffresDe(anneeInventee(year, n + 1, 40)))
    .map((one): Annee => (version === 'public' ? publier(one).annee : one));
  if (!avant || !annee) throw new Error('two years');
  return rapportDe({
    version,
    avant: [avant],
    annee:
      hostile === undefined
        ? annee
        : {
            ...annee,
            textes: [{ id: 'adil.analyse', partenaire: 'adil', texte: hostile }],
            chiffres: annee.chiffres.map((one) =>
              one.id.startsWith('clpil.') && one.detail !== ''
                ? { ...one, detail: `${one.detail} ${hostile}` }
                : one,
            ),
          },
    engagements: engagements.map((engagement, n) => ({
      engagement,
      etat: (['fait', 'enCours', 'nonFait', undefined] as const)[n % 4],
      preuve: n % 4 === 0 ? { sorte: 'note', dit: hostile ?? 'Réunion du 3 mars' } : undefined,
      reprisDe: n % 7 === 0 ? 2026 : undefined,
    })),
    nom: (code) => hostile ?? code.toUpperCase(),
  });
};
