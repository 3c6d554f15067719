import { parisDay } from '../../domain/calendar/paris-day.ts';
import { HubError } from '../../errors.ts';
import { jitter, untilQuiet } from '../../store/contention.ts';
import { type Chiffre, type Correction, createDeclareStore, estDeclare } from '../../store/declares.ts';
import { transact } from '../../store/transact.ts';
import type { DeclareDeps } from './declarer.ts';

/** The value that a figure had before the one it has: undone ones are left out. */
const precedente = (corrections: readonly Correction[], indicateur: string): Correction | undefined =>
  corrections.findLast(
    (one) => one.indicateur === indicateur && one.annule === undefined && one.repris === undefined,
  );

/** Whether a figure may be undone on a day: what it says was told that day. @param today Europe/Paris */
export const estAnnulable = (chiffre: Chiffre, today: string): boolean =>
  estDeclare(chiffre) && parisDay(chiffre.at) === today;

/**
 * Undoes what was last declared of a figure, the day it was (Europe/Paris): the value before it is in force again, or there is none. What is
 * undone is kept, with who undid it.
 *
 * @param version that the person saw
 * @throws HubError `CHIFFRE_UNKNOWN`; `CHIFFRE_CHANGED`: it is not what the person saw; `UNDO_TOO_LATE`; `TABLE_CONTENDED` (retryable)
 */
export const annulerChiffre = async (
  { client, table, pause = jitter }: DeclareDeps,
  {
    annee,
    partenaire,
    indicateur,
    version,
  }: Pick<Chiffre, 'annee' | 'partenaire' | 'indicateur' | 'version'>,
  { at, by }: { at: string; by: string },
): Promise<void> => {
  const store = createDeclareStore(client, table);
  const [now, corrections] = await Promise.all([
    store.chiffre(annee, partenaire, indicateur),
    store.corrections(annee, partenaire),
  ]);
  const no = (code: string): HubError => new HubError(code, indicateur, { retryable: false });
  if (!now || !estDeclare(now)) throw no('CHIFFRE_UNKNOWN');
  if (now.version !== version) throw no('CHIFFRE_CHANGED');
  if (!estAnnulable(now, parisDay(at))) throw no('UNDO_TOO_LATE');
  const before = precedente(corrections, indicateur);
  const { corrections: count, valeur: _, texte: __, moyen: ___, person: ____, ...rest } = now;
  const { corrections: _____, ...undone } = now;
  const next: Chiffre = before
    ? { ...withoutMarks(before), version: version + 1, corrections: Math.max(0, count - 1) }
    : { ...rest, at, by, version: version + 1, corrections: 0 };
  const writes = [
    store.chiffreWrite(next),
    store.correctionWrite({ ...undone, annule: { at, by } }),
    ...(before ? [store.correctionWrite({ ...before, repris: true })] : []),
  ];
  const done = await untilQuiet(async () => {
    const result = await transact(client, writes);
    return result.kind === 'contended' ? undefined : result;
  }, pause);
  if (done.kind === 'refused') throw no('CHIFFRE_CHANGED');
};

const withoutMarks = ({ annule: _, repris: __, version: ___, ...dit }: Correction) => dit;
