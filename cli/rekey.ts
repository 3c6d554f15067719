import * as z from 'zod';
import { beginRekey, casesIn, endRekey, leftBehind, rekeyCase } from '../shared/cases/rekey.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { DONE, environment } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';

const key = z.string().min(32);
const envSchema = z.object({
  TABLE_NAME: z.string().min(1),
  MATCHING_KEY: z.string().min(16),
  NEW_MATCHING_KEY: key,
});

const run = async (told: string | undefined): Promise<void> => {
  const by = authorIn(told);
  const { TABLE_NAME: table, MATCHING_KEY: from, NEW_MATCHING_KEY: to } = environment(envSchema);
  const deps = { client: createDocumentClient(), table, from, to };
  const since = await beginRekey(deps, { by, at: new Date().toISOString() });
  let [cases, moved] = [0, 0];
  const twice: string[] = [];
  for await (const caseId of casesIn(deps)) {
    const done = await rekeyCase(deps, caseId);
    cases += 1;
    moved += done.moved;
    twice.push(...done.twice);
    if (cases % 100 === 0) process.stderr.write(`\r${cases} dossiers`);
  }
  const left = await leftBehind(deps, since);
  const ended = left.behind.length === 0;
  if (ended) await endRekey(deps);
  console.log(
    JSON.stringify({
      dossiers: cases,
      deplaces: moved,
      orphelins: left.orphans,
      deux: twice,
      restent: left.behind,
      pendant: left.during,
    }),
  );
  if (!ended)
    throw new Error('des numéros restent sous l’ancienne clé : relancez la commande, réceptions suspendues');
  if (left.during.length > 0 || twice.length > 0)
    throw new Error(
      'des messages sont arrivés pendant le changement : regardez ces dossiers (review why, review merge)',
    );
};

export const rekey = command({
  about:
    'Change la clé de rapprochement : chaque numéro et chaque place où le rapprochement cherche passe sous la nouvelle.',
  usage: '--by NOM',
  options: { by: { type: 'string', value: 'NOM', about: 'qui change la clé' } },
  notes: `Les réceptions sont suspendues le temps du changement (docs/runbook.md, « Change the matching key ») : les messages attendent dans
leurs files. Interrompue, la même commande continue. Elle finit par une vérification : plus rien sous l’ancienne clé, et aucun
événement arrivé pendant ; sinon elle dit quels dossiers regarder, et finit en erreur.

Variables : TABLE_NAME, MATCHING_KEY (l’ancienne), NEW_MATCHING_KEY (la nouvelle), et l’accès AWS de qui change ; en local,
AWS_ENDPOINT_URL_DYNAMODB aussi. Qui a lancé la commande, et quand, est conservé ; des clés, seule une empreinte l’est.`,
  run: async ({ values }) => {
    await run(values.by);
    return DONE;
  },
});
