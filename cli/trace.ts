import * as z from 'zod';
import { resolveCase } from '../shared/cases/filing/case-names.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { DONE, environment, Misused } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';
import { wayOfCase, wayOfMessage } from './trace/items.ts';
import { insightsQuery, linesIn } from './trace/logs.ts';
import { tellLine, tellTable } from './trace/told.ts';

const envSchema = z.object({ TABLE_NAME: z.string().min(1) });

const run = async (values: {
  message?: string | undefined;
  reference?: string | undefined;
  logs?: string | undefined;
  by?: string | undefined;
}): Promise<void> => {
  const { message, reference, logs } = values;
  const by = authorIn(values.by);
  const { TABLE_NAME: table } = environment(envSchema);
  if ((message === undefined) === (reference === undefined))
    throw new Misused('il faut --message, ou --reference');
  const client = createDocumentClient();
  const way =
    message === undefined
      ? await wayOfCase(client, table, await resolveCase(client, table, reference ?? ''))
      : await wayOfMessage(client, table, message);
  const cases = [...(way?.markers ?? []), ...(way?.notices ?? [])].flatMap(({ caseId }) => caseId ?? []);
  const asked = reference === undefined ? 'trace --message' : 'trace --reference';
  await recordRead(client, table, { by, at: new Date().toISOString() }, asked, [
    ...cases,
    ...(reference === undefined ? [] : [reference]),
  ]);
  if (!way || way.markers.length + way.notices.length === 0)
    throw new Error(
      `rien sur ${message ?? reference} dans la table (un message y est gardé un temps limité)`,
    );
  for (const line of tellTable(way)) console.log(line);
  if (way.traces.length === 0) return;
  if (logs === undefined) {
    console.log('\nCloudWatch Logs Insights, sur les groupes de journaux de l’étape :');
    console.log(insightsQuery(way.traces));
    return;
  }
  console.log('\nJournaux');
  for (const line of await linesIn(logs, way.traces)) console.log(tellLine(line));
};

export const trace = command({
  about:
    'Le chemin d’un message, de sa réception au mél : ce que la table en garde, puis chaque ligne des journaux.',
  usage: `--message caf:CAF77-2026-0004512 --by NOM
--reference 77-2026-000123 --by NOM`,
  options: {
    message: {
      type: 'string',
      value: 'ID',
      about: 'un message, par l’expéditeur et son identifiant, ou par son empreinte',
    },
    reference: {
      type: 'string',
      value: 'DOSSIER',
      about: `tous les messages d’un dossier, par sa référence ou par le nom qu’un partenaire lui donne (K7QF-2M9X-4TRB)`,
    },
    logs: {
      type: 'string',
      value: 'DOSSIER',
      about: `journaux du hub local (« npm start » en dit l’emplacement) ;
sans lui, la requête pour CloudWatch Logs Insights est imprimée`,
    },
    by: { type: 'string', value: 'NOM', about: 'qui demande' },
  },
  notes: `La trace est une empreinte de l’identifiant : elle est dans les journaux, la table, l’en-tête X-Passerelle-Trace des méls et
l’étiquette « trace » de SES. Variables : TABLE_NAME et l’accès AWS de qui demande ; en local, AWS_ENDPOINT_URL_DYNAMODB aussi.
Qui a lu quels dossiers, et quand, est conservé.`,
  run: async ({ values }) => {
    await run(values);
    return DONE;
  },
});
