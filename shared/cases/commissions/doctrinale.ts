import { seanceSchema } from '../../domain/commissions/seance.ts';
import type { Answer } from '../recording/record-event.ts';
import { type CommissionDeps, type EnSeance, type Issue, refus } from './deps.ts';

/**
 * Keeps what was said on the points of a session's agenda (charter §V.1: the CCAPEX's doctrinale session). An empty text takes back what was said;
 * what was said on a point that the agenda no longer has is kept.
 *
 * @param textes by point, as the agenda names it
 */
export const noterPoints = async (
  { store }: Pick<CommissionDeps, 'store'>,
  { seance }: EnSeance,
  textes: ReadonlyMap<string, string>,
  { by, at }: Answer,
): Promise<Issue> => {
  if (seance.etat !== 'ouverte')
    return refus(
      'SEANCE_NON_OUVERTE',
      'Le compte rendu se rédige une fois la séance ouverte, avant sa clôture.',
    );
  const { minutes = [], points } = seance;
  const kept = minutes.filter(({ point }) => !textes.has(point));
  const written = points.flatMap((point) => {
    const texte = textes.get(point)?.trim() ?? '';
    const before = minutes.find((one) => one.point === point);
    if (texte === '') return [];
    return [before?.texte === texte ? before : { point, texte, by, at }];
  });
  const next = { ...seance, version: seance.version + 1, minutes: [...kept, ...written] };
  if (!seanceSchema.safeParse(next).success)
    return refus('TEXTE_TROP_LONG', 'Cinq mille caractères au plus par point : dites l’essentiel.');
  const failed = await store.change(seance, { seance: next }, { by, at, what: 'compte rendu rédigé' });
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait' };
};
