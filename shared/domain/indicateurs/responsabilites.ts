import { type CivilDate, daysBetween, earlierOf, laterOf } from '../calendar/civil-date.ts';
import { endOf, type Periode } from '../responsabilite/periodes.ts';
import { anneeDe, type Fait, fait, numeroDuJour, premierJour, unParAnnee } from './fait.ts';

/**
 * The State's liability, cut in years. What goes on counts by the day it began from, so that its days are known on any day without
 * being counted anew (`joursAccrus`).
 */
export const responsabilites = (
  periodes: readonly Periode[],
  loyer: number | undefined,
  today: CivilDate,
): Fait[] => {
  const faits = periodes.flatMap((periode): Fait[] => {
    const { debut } = periode;
    if (debut === undefined) return [];
    const fin = endOf(periode);
    const over = fin !== undefined && fin <= today;
    if (debut > today) return [fait('parcours.responsabilites', debut)];
    const last = over ? anneeDe(fin) : anneeDe(today);
    const annees = Array.from({ length: last - anneeDe(debut) + 1 }, (_, n) => anneeDe(debut) + n);
    return [
      ...annees.flatMap((annee) => {
        const from = laterOf(debut, premierJour(annee));
        const to = earlierOf(fin ?? '9999-12-31', premierJour(annee + 1));
        if (from >= to) return [];
        const days = daysBetween(from, to);
        const dossiers = [
          fait('parcours.responsabilites', from, 1, annee),
          ...(loyer === undefined ? [fait('parcours.responsabilitesSansLoyer', from, 1, annee)] : []),
        ];
        const loyerAnnuel = 12 * (loyer ?? 0);
        if (over || annee < anneeDe(today))
          return [
            ...dossiers,
            fait('parcours.joursResponsabilite', from, days, annee),
            fait('parcours.coutResponsabilite', from, Math.round((days * loyerAnnuel) / 365), annee),
          ];
        return [
          ...dossiers,
          fait('accru.periodes', from, 1, annee),
          fait('accru.depuis', from, numeroDuJour(from), annee),
          fait('accru.loyers', from, loyerAnnuel, annee),
          fait('accru.loyersDepuis', from, loyerAnnuel * numeroDuJour(from), annee),
        ];
      }),
      // The new year makes what goes on another count.
      ...(over ? [] : [fait('parcours.responsabilites', premierJour(last + 1))]),
    ];
  });
  const perCase = (cle: string): boolean => cle.startsWith('parcours.responsabilites');
  return [
    ...unParAnnee(faits.filter(({ cle }) => perCase(cle)).sort((a, b) => (a.jour < b.jour ? -1 : 1))),
    ...faits.filter(({ cle, n }) => !perCase(cle) && n !== 0),
  ];
};
