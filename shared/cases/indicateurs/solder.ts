import { type Apport, compteEn, type Lieu } from '../../domain/indicateurs/apport.ts';
import { HubError } from '../../errors.ts';
import {
  type Additions,
  additionWrites,
  addTo,
  behindWrite,
  countedWrite,
  isListed,
  never,
  readCounted,
} from '../../store/indicateurs.ts';
import { effacesKey } from '../../store/keys.ts';
import { transactAgain } from '../../store/transact.ts';
import { type CountDeps, compter } from './compter.ts';

/** Places settled in one transaction: each takes a row and a place in a list, and the rest is what is kept of the case. */
const AT_ONCE = 45;

/**
 * Settles a case that is about to be erased: it is counted for what it is, then what it counts for is kept in the rows of erased cases, which
 * name nobody, and the case is taken off the lists behind the counts. Nothing counts it again. Called again, it goes on.
 *
 * @throws HubError `TABLE_CONTENDED`, `COUNT_CONTENDED` (retryable)
 */
export const solder = async (deps: CountDeps, caseId: string, lieu: Lieu, apport: Apport): Promise<void> => {
  const { client, table } = deps;
  const source = { id: `CASE#${caseId}`, caseId };
  await compter(deps, [{ ...source, version: Number.MAX_SAFE_INTEGER, compte: compteEn(lieu, apport) }]);
  for (;;) {
    const read = (await readCounted(client, table, [source.id])).get(source.id) ?? never;
    const places = Object.entries(read.compte);
    if (read.efface && places.length === 0) return;
    const additions: Additions = new Map();
    const now = places.slice(0, AT_ONCE);
    for (const [place, n] of now) addTo(additions, place, n, effacesKey);
    const { kind } = await transactAgain(client, [
      ...additionWrites(table, additions),
      ...now.flatMap(([place]) => (isListed(place) ? [behindWrite(table, place, caseId, false)] : [])),
      countedWrite(
        table,
        source,
        read,
        { version: read.version, compte: Object.fromEntries(places.slice(AT_ONCE)), efface: true },
        deps.now(),
      ),
    ]);
    if (kind === 'refused')
      throw new HubError('COUNT_CONTENDED', 'others count the same', { retryable: true });
  }
};
