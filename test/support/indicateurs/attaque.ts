import highs from 'highs';
import type { TableauPublie } from '../../../shared/domain/indicateurs/secret/tableau.ts';

/**
 * A reader who wants to know what is hidden: HiGHS, another solver than the product's, told only what the report shows. A program is written from the
 * table itself, and shares no code with the algorithm that it judges.
 */
export type Attaque = (
  tableau: TableauPublie,
  masquees: ReadonlySet<string>,
  id: string,
) => { min: number; max: number };

/** Beyond what anything is worth here: a value with no bound stops there. */
const SANS_BORNE = 1_000_000;

const programmeDe = (
  tableau: TableauPublie,
  masquees: ReadonlySet<string>,
  id: string,
  sens: string,
): string => {
  const figures = [...tableau.cellules, ...(tableau.grandeurs ?? [])];
  const shown = new Map(figures.filter((one) => !masquees.has(one.id)).map((one) => [one.id, one.valeur]));
  const name = new Map(figures.map((one, rank) => [one.id, `x${rank}`]));
  const rows: string[] = [];
  for (const [rank, { total, parties }] of tableau.relations.entries()) {
    let right = 0;
    const terms: string[] = [];
    for (const [one, sign] of [[total, -1] as const, ...parties.map((partie) => [partie, 1] as const)]) {
      const value = shown.get(one);
      if (value === undefined) terms.push(`${sign < 0 ? '-' : '+'} ${name.get(one)}`);
      else right -= sign * value;
    }
    if (terms.length > 0) rows.push(` r${rank}: ${terms.join(' ')} = ${right}`);
  }
  const hidden = figures.filter((one) => masquees.has(one.id)).map((one) => name.get(one.id));
  return [
    sens,
    ` obj: ${name.get(id)}`,
    'Subject To',
    ...rows,
    ` borne: ${name.get(id)} <= ${SANS_BORNE}`,
    'General',
    ` ${hidden.join(' ')}`,
    'End',
  ].join('\n');
};

/** Its types say CommonJS, and what is imported is the module: the default export is the loader itself. */
const isLoader = (value: unknown): value is typeof highs.default => typeof value === 'function';

/** The least and the greatest whole value that a hidden figure may have, for who has read the report. */
export const createAttaque = async (): Promise<Attaque> => {
  const loaded: unknown = highs;
  if (!isLoader(loaded)) throw new Error('highs exports no loader');
  const solver = await loaded();
  const one = (program: string): number => {
    const { Status, ObjectiveValue } = solver.solve(program);
    if (Status !== 'Optimal') throw new Error(`HiGHS: ${Status}\n${program}`);
    return Math.round(ObjectiveValue);
  };
  return (tableau, masquees, id) => {
    const value = [...tableau.cellules, ...(tableau.grandeurs ?? [])].find(
      (figure) => figure.id === id,
    )?.valeur;
    if (value === undefined) throw new Error(`no figure ${id}`);
    if (!masquees.has(id)) return { min: value, max: value };
    return {
      min: one(programmeDe(tableau, masquees, id, 'Minimize')),
      max: one(programmeDe(tableau, masquees, id, 'Maximize')),
    };
  };
};
