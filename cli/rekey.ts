import { parseArgs } from 'node:util';
import * as z from 'zod';
import { beginRekey, casesIn, endRekey, leftBehind, rekeyCase } from '../shared/cases/rekey.ts';
import { HubError } from '../shared/errors.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { authorIn } from './author.ts';

const HELP = `Change la clé de rapprochement : chaque numéro et chaque place où le rapprochement cherche passe sous la nouvelle.

  npm run --silent rekey -- --by NOM

Les réceptions sont suspendues le temps du changement (docs/runbook.md, « Change the matching key ») : les messages attendent dans
leurs files. Interrompue, la même commande continue. Elle finit par une vérification : plus rien sous l’ancienne clé, et aucun
événement arrivé pendant ; sinon elle dit quels dossiers regarder, et finit en erreur.

Variables : TABLE_NAME, MATCHING_KEY (l’ancienne), NEW_MATCHING_KEY (la nouvelle), et l’accès AWS de qui change ; en local,
AWS_ENDPOINT_URL_DYNAMODB aussi. Qui a lancé la commande, et quand, est conservé ; des clés, seule une empreinte l’est.`;

const key = z.string().min(32);
const envSchema = z.object({
  TABLE_NAME: z.string().min(1),
  MATCHING_KEY: z.string().min(16),
  NEW_MATCHING_KEY: key,
});

const refusals: Readonly<Record<string, string>> = {
  REKEY_SAME: 'la nouvelle clé est l’ancienne',
  REKEY_NOT_IN_USE: 'MATCHING_KEY n’est pas la clé en service : aucun dossier n’a de numéro sous elle',
  REKEY_OTHER: 'un changement vers une autre clé n’est pas fini : finissez-le d’abord, avec ses deux clés',
};

const run = async (told: string | undefined): Promise<void> => {
  const by = authorIn(told);
  const env = envSchema.safeParse(process.env);
  if (!env.success) {
    const names = env.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new Error(`dans l’environnement, absent ou trop court : ${names} (voir --help)`);
  }
  const { TABLE_NAME: table, MATCHING_KEY: from, NEW_MATCHING_KEY: to } = env.data;
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
      orphelins: left.dropped,
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

try {
  const { values } = parseArgs({
    options: { by: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) console.log(HELP);
  else await run(values.by);
} catch (error) {
  const told = error instanceof HubError ? (refusals[error.code] ?? `${error.code} : relancez`) : undefined;
  console.error(`rekey : ${told ?? (error instanceof Error ? error.message : String(error))}`);
  process.exitCode = 2;
}
