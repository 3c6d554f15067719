import { addDays, type CivilDate } from '../calendar/civil-date.ts';
import { parisDay } from '../calendar/paris-day.ts';
import type { Source } from '../retention/table.ts';

/**
 * When partners are asked for the figures of the year before, and reminded. The charter asks that its indicators be followed each year
 * (annexe 3), and gives no date: these are ours.
 */
export const demandes = {
  demande: { des: '01-10', libelle: 'Demande' },
  rappel: { des: '02-10', libelle: 'Rappel' },
  dernierRappel: { des: '03-10', libelle: 'Dernier rappel' },
  /** To the State: who has not answered. */
  manquants: { des: '03-10', libelle: 'Liste de ce qui manque, à l’État' },
} as const satisfies Record<string, { des: string; libelle: string }>;
export type EtapeDemande = keyof typeof demandes;
export const etapesDemande = ['demande', 'rappel', 'dernierRappel', 'manquants'] as const;

/** The last day, `MM-JJ`, on which the watch still asks: later, a partner that comes finds what is asked on its page. */
const JUSQU_AU = '06-30';
/** Days that a partner is left between what it was asked and a reminder. */
const DELAI_RAPPEL = 14;
export const sourceDemandes: Source = {
  nature: 'choix',
  text: 'La charte (annexe 3) demande des chiffres chaque année, sans dire quand',
};

/** The year whose figures are asked for on a day; undefined out of the months in which they are. */
export const anneeDemandee = (today: CivilDate): number | undefined => {
  const day = today.slice(5);
  return day >= demandes.demande.des && day <= JUSQU_AU ? Number(today.slice(0, 4)) - 1 : undefined;
};

/**
 * What a partner is to be written on a day, if anything: first what is asked, then, as long as something is missing, each reminder once its day
 * has come. A reminder whose day passed while another was due is left: one mail a day.
 *
 * @param ecrites when each was written, ISO UTC
 * @param manque whether something that is asked of it is missing
 */
export const aEcrire = (
  ecrites: Readonly<Partial<Record<EtapeDemande, string>>>,
  manque: boolean,
  today: CivilDate,
): Exclude<EtapeDemande, 'manquants'> | undefined => {
  if (anneeDemandee(today) === undefined) return undefined;
  if (ecrites.demande === undefined) return 'demande';
  const due = (['dernierRappel', 'rappel'] as const).find((one) => today.slice(5) >= demandes[one].des);
  const last =
    [ecrites.demande, ecrites.rappel]
      .flatMap((at) => at ?? [])
      .toSorted()
      .at(-1) ?? '';
  const waited = addDays(parisDay(last), DELAI_RAPPEL) <= today;
  return manque && due !== undefined && ecrites[due] === undefined && waited ? due : undefined;
};
