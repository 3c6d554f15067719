import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Intake } from '../../lab/fuzz/intake.ts';
import { intakesOf } from '../../lab/fuzz/intakes.ts';
import { leaksIn } from '../../lab/fuzz/leaks.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { startTable } from '../support/table.ts';

/**
 * A short run of `npm run lab -- fuzz`: every intake, on a real table, must file or refuse what it gets, and leak none of the
 * planted words.
 */
let store: Awaited<ReturnType<typeof startTable>>;
let intakes: Intake[];
beforeAll(async () => {
  store = await startTable();
  const env = { TABLE_NAME: 'hub', MATCHING_KEY: 'k'.repeat(32), DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
  intakes = await intakesOf(
    createReceiveDeps(store.client, env),
    createPieceRegister(store.client, 'hub', 30),
  );
});
afterAll(() => store?.stop());

it('nothing sent to an intake ends in a fault', async () => {
  for (const { name, cases, take } of intakes) {
    const { failed, counterexample, errorInstance, seed } = await fc.check(fc.asyncProperty(cases, take), {
      numRuns: 150,
    });
    const told = failed
      ? `${name}, seed ${seed}: ${JSON.stringify(counterexample).slice(0, 300)} ${errorInstance}`
      : '';
    expect(told).toBe('');
  }
  expect(await leaksIn(store.client, 'hub')).toEqual([]);
}, 120_000);
