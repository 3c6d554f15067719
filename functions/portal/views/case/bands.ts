import { addDays, type CivilDate, earlierOf } from '../../../../shared/domain/calendar/civil-date.ts';
import { treveOn } from '../../../../shared/domain/calendar/treve.ts';
import { type Mark, type MarkName, named } from '../../../../shared/domain/procedure/mark.ts';
import { isProtected, suspensionsOf } from '../../../../shared/domain/responsabilite/periodes.ts';

/** A time during which the procedure, or the eviction, was suspended. */
export type Band = {
  text: string;
  from: CivilDate;
  /** Last day; absent while nobody has told its end. */
  to: CivilDate | undefined;
};

/** What opens a band and what closes it. */
const spans: readonly { text: string; opens: readonly MarkName[]; closes: readonly MarkName[] }[] = [
  {
    text: 'Surendettement',
    opens: ['surendettementDepose', 'surendettementRecevable'],
    closes: ['suspensionTerminee', 'surendettementClos'],
  },
  {
    text: 'Protocole de cohésion sociale',
    opens: ['protocoleSigne'],
    closes: ['protocoleDenonce', 'protocoleRespecte', 'nouveauBail'],
  },
];

/** Times that a decision grants, each until the day it says. */
const grants: readonly { text: string; name: MarkName }[] = [
  { text: 'Délai de paiement', name: 'delaiDePaiement' },
  { text: 'Délai pour quitter les lieux', name: 'delaiPourQuitter' },
  { text: 'Sursis à l’exécution', name: 'cfpSursis' },
];

/** From one of these on, an eviction may be carried out: before them, a trêve suspends nothing. */
const titles: readonly MarkName[] = [
  'expulsionOrdonnee',
  'adjudication',
  'commandementDeQuitterLesLieux',
  'demandeCfp',
];

/**
 * What suspended a procedure, by its first day. Pure.
 *
 * @param marks in order
 * @param horizon the last day to look at
 * @param ended whether the procedure ended that day: nothing runs beyond
 */
export const bandsOf = (marks: readonly Mark[], horizon: CivilDate, ended: boolean): Band[] => {
  const clipped = ({ text, from, to }: Band): Band => ({
    text,
    from,
    to: ended ? earlierOf(to ?? horizon, horizon) : to,
  });
  return [
    ...spans.flatMap(({ text, opens, closes }) =>
      spansOf(marks, opens, closes).map((span) => ({ text, ...span })),
    ),
    ...grants.flatMap(({ text, name }) =>
      named(marks, name).flatMap(({ date, until }) =>
        until === undefined || until < date ? [] : [{ text, from: date, to: until }],
      ),
    ),
    ...suspensionsOf(marks).map(({ from, end }) => ({
      text: 'Expulsion suspendue par le juge',
      from,
      to: end,
    })),
    ...winters(marks, horizon),
  ]
    .filter(({ from }) => from <= horizon)
    .map(clipped)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
};

const spansOf = (
  marks: readonly Mark[],
  opens: readonly MarkName[],
  closes: readonly MarkName[],
): { from: CivilDate; to: CivilDate | undefined }[] => {
  const found: { from: CivilDate; to: CivilDate | undefined }[] = [];
  for (const { name, date } of named(marks, ...opens, ...closes)) {
    const last = found.at(-1);
    const isOpen = last !== undefined && last.to === undefined;
    if (opens.includes(name) && !isOpen) found.push({ from: date, to: undefined });
    else if (closes.includes(name) && isOpen) last.to = date;
  }
  return found;
};

/** The trêves that came once an eviction was possible, and protect its occupants. */
const winters = (marks: readonly Mark[], horizon: CivilDate): Band[] => {
  const first = named(marks, ...titles)[0]?.date;
  const found: Band[] = [];
  for (let day = first; day !== undefined && day <= horizon; ) {
    const treve = treveOn(day);
    if (treve && isProtected(marks, treve.start))
      found.push({ text: 'Trêve hivernale', from: treve.start, to: treve.end });
    day = treve ? addDays(treve.end, 1) : nextWinter(day);
  }
  return found;
};

/** The first day of the next trêve, for a day that is in none. */
const nextWinter = (day: CivilDate): CivilDate => {
  const year = day.slice(0, 4);
  return day < `${year}-11-01` ? `${year}-11-01` : addDays(day, 1);
};
