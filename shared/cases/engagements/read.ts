import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  type Declaration,
  type Etat,
  type Position,
  PREMIERE_ANNEE,
  type Preuve,
  positionDe,
} from '../../domain/engagements/declaration.ts';
import type { Engagement } from '../../domain/engagements/engagement.ts';
import { engagements } from '../../domain/engagements/tous.ts';
import { createEngagementStore } from '../../store/engagements.ts';

export type EngagementDeps = { client: DynamoDBDocumentClient; table: string };

/** A commitment, and what became of it in a year. */
export type EngagementDeLAnnee = {
  readonly engagement: Engagement;
  readonly annee: number;
  /** Undefined when nobody said anything («non renseigné»). */
  readonly etat: Etat | undefined;
  readonly preuve: Preuve | undefined;
  /** Who said it, and when (ISO UTC). */
  readonly by: string | undefined;
  readonly at: string | undefined;
  /** The year whose word is taken over, until somebody confirms it or says otherwise. */
  readonly reprisDe: number | undefined;
  readonly position: Position;
};

/** The years of the register, the earliest first. @param courante the year that goes on, Europe/Paris */
export const anneesDuSuivi = (courante: number): number[] =>
  Array.from({ length: Math.max(1, courante - PREMIERE_ANNEE + 1) }, (_, n) => PREMIERE_ANNEE + n);

/**
 * What became of each of the 158 commitments in a year, in the charter's order: its state, its evidence, and whether it is taken over from a year
 * before. One request a year of the register.
 *
 * @param annee the year that is told of
 */
export const readEngagements = async (
  { client, table }: EngagementDeps,
  annee: number,
): Promise<EngagementDeLAnnee[]> => {
  const store = createEngagementStore(client, table);
  return engagementsDe((await Promise.all(anneesDuSuivi(annee).map(store.ofYear))).flat(), annee);
};

/** The same from all that was said, whatever its years and its order. */
export const engagementsDe = (told: readonly Declaration[], annee: number): EngagementDeLAnnee[] => {
  const byId = new Map<string, Declaration[]>();
  for (const one of told) byId.set(one.engagement, [...(byId.get(one.engagement) ?? []), one]);
  return engagements.map((engagement) => {
    const position = positionDe(byId.get(engagement.id) ?? [], annee);
    const { parole, reprisDe } = position;
    return {
      ...{ engagement, annee, etat: parole?.etat, preuve: parole?.preuve, by: parole?.by, at: parole?.at },
      ...{ reprisDe, position },
    };
  });
};
