import {
  addDays,
  type CivilDate,
  daysBetween,
  earlierOf,
  LAST_DAY,
  laterOf,
} from '../calendar/civil-date.ts';
import { endOf, type Periode } from '../responsabilite/periodes.ts';
import type { Apport } from './apport.ts';
import { anneeDe, type Fait, fait, numeroDuJour, premierJour, reveil, unParAnnee } from './fait.ts';

type Temps = { debut: CivilDate; fin: CivilDate | undefined };

/** The times in which at least one period runs: a demande made again after a grant that came to nothing has a period of its own. */
const temps = (periodes: readonly Periode[]): Temps[] => {
  const all = periodes
    .flatMap((periode): Temps[] =>
      periode.debut === undefined ? [] : [{ debut: periode.debut, fin: endOf(periode) }],
    )
    .toSorted((a, b) => (a.debut < b.debut ? -1 : 1));
  const apart: Temps[] = [];
  for (const next of all) {
    const last = apart.at(-1);
    if (!last || (last.fin !== undefined && last.fin < next.debut)) apart.push({ ...next });
    else
      last.fin = last.fin === undefined || next.fin === undefined ? undefined : laterOf(last.fin, next.fin);
  }
  return apart;
};

/**
 * The State's liability, cut in years. What goes on counts by the day it began from, so that its days are known on any day without
 * being counted anew (`accrusAu`).
 */
export const responsabilites = (
  periodes: readonly Periode[],
  loyer: number | undefined,
  today: CivilDate,
): Fait[] => {
  const faits = temps(periodes).flatMap(({ debut, fin }): Fait[] => {
    const over = fin !== undefined && fin <= today;
    if (debut > today) return [fait('parcours.responsabilites', debut)];
    const last = over ? anneeDe(fin) : anneeDe(today);
    const annees = Array.from({ length: last - anneeDe(debut) + 1 }, (_, n) => anneeDe(debut) + n);
    return [
      ...annees.flatMap((annee) => {
        const from = laterOf(debut, premierJour(annee));
        const to = earlierOf(fin ?? LAST_DAY, premierJour(annee + 1));
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
      // What goes on until a day that is known stops on it, whatever else happens to the case.
      ...(fin === undefined || over ? [] : [reveil(fin)]),
    ];
  });
  const perCase = (cle: string): boolean => cle.startsWith('parcours.responsabilites');
  return [
    ...unParAnnee(faits.filter(({ cle }) => perCase(cle))),
    ...faits.filter(({ cle }) => !perCase(cle)),
  ];
};

/** Days, and cents of rents, that what goes on makes from the days it began to another, that one included (`responsabilites`). */
export const accrusAu = (
  of: (nom: 'periodes' | 'depuis' | 'loyers' | 'loyersDepuis') => number,
  annee: number,
  le: CivilDate,
): { jours: number; cout: number } => {
  const after = numeroDuJour(addDays(earlierOf(le, `${annee}-12-31`), 1));
  return {
    jours: of('periodes') * after - of('depuis'),
    cout: Math.round((of('loyers') * after - of('loyersDepuis')) / 365),
  };
};

/** What a case counts for once it is known no more: what went on is counted up to that day, and runs no longer. @param le Europe/Paris */
export const arrete = (apport: Apport, le: CivilDate): Apport =>
  Object.fromEntries(
    Object.entries(apport).map(([annee, own]) => {
      const { jours, cout } = accrusAu((nom) => own[`accru.${nom}`] ?? 0, Number(annee), le);
      const rest = Object.entries(own).filter(([cle]) => !cle.startsWith('accru.'));
      const more = (cle: string, n: number): [string, number][] =>
        n === 0 ? [] : [[cle, (own[cle] ?? 0) + n]];
      return [
        annee,
        Object.fromEntries([
          ...rest,
          ...more('parcours.joursResponsabilite', jours),
          ...more('parcours.coutResponsabilite', cout),
        ]),
      ];
    }),
  );
