import * as z from 'zod/mini';
import { type Sort, sorts } from '../../../../shared/cases/reading/list-cases.ts';
import { isDay } from '../../../../shared/domain/calendar/civil-date.ts';
import { motifs } from '../../../../shared/domain/events/common.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { flagCodes } from '../../../../shared/domain/flags/flag.ts';
import { type CaseFilter, type Debt, debts } from '../../../../shared/domain/lists/row-filter.ts';
import { stages } from '../../../../shared/domain/procedure/stage.ts';

/** What an address asks of the list. */
export type ListQuery = { filter: CaseFilter; sort: Sort; backwards: boolean; next: string | undefined };

const isDebt = (text: string): text is Debt => Object.hasOwn(debts, text);
const stageSchema = z.enum(stages.map(({ name }) => name));
const motifSchema = z.enum(motifs);
const flagSchema = z.enum(flagCodes);
const sortSchema = z.enum(sorts);
const day = (text: string | undefined): string | undefined =>
  text !== undefined && isDay(text) ? text : undefined;
/** Characters of a landlord's name that are looked for. */
const MOST_BAILLEUR = 60;

/**
 * What an address asks of the list of one arrondissement. What it does not know of an address, it leaves out: an old link still shows a
 * list.
 */
export const queryOf = (
  parameters: Readonly<Record<string, string>>,
  mine: readonly [ArrondissementCode, ...ArrondissementCode[]],
): ListQuery => {
  const asked = parameters;
  const debt = asked.dette ?? '';
  return {
    filter: {
      arrondissement: mine.find((code) => code === asked.arrondissement) ?? mine[0],
      status: asked.etat === 'closed' ? 'closed' : 'open',
      stage: stageSchema.safeParse(asked.etape).data,
      motif: motifSchema.safeParse(asked.motif).data,
      dueBy: day(asked.avant),
      audienceBy: day(asked.audience),
      debt: isDebt(debt) ? debt : undefined,
      bailleur: asked.bailleur?.trim().slice(0, MOST_BAILLEUR) || undefined,
      flag: flagSchema.safeParse(asked.signal).data,
      provisional: asked.doute === 'oui' ? true : undefined,
    },
    sort: sortSchema.safeParse(asked.tri).data ?? 'echeance',
    backwards: asked.ordre === 'desc',
    next: asked.suite,
  };
};

/** The same, as an address: what it leaves out is as if it were not asked. */
export const addressOf = ({ filter, sort, backwards, next }: ListQuery, path = '/dossiers'): string => {
  const all: Record<string, string | undefined> = {
    arrondissement: filter.arrondissement,
    etat: filter.status === 'closed' ? 'closed' : undefined,
    etape: filter.stage,
    motif: filter.motif,
    avant: filter.dueBy,
    audience: filter.audienceBy,
    dette: filter.debt,
    bailleur: filter.bailleur,
    signal: filter.flag,
    doute: filter.provisional === true ? 'oui' : undefined,
    tri: sort === 'echeance' ? undefined : sort,
    ordre: backwards ? 'desc' : undefined,
    suite: next,
  };
  const told = new URLSearchParams();
  for (const [name, value] of Object.entries(all)) if (value !== undefined) told.set(name, value);
  return `${path}?${told}`;
};
