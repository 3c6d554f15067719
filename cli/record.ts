import * as z from 'zod';
import { resolveCase } from '../shared/cases/filing/case-names.ts';
import { readKnownCase } from '../shared/cases/recording/record-event.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { titleOf } from '../shared/domain/procedure/stage.ts';
import { readAct, recordAct } from '../shared/intake/record-act.ts';
import type { Issue } from '../shared/outbound/replies/issue.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { DONE, environment, Misused, needed } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';

const envSchema = z.object({ TABLE_NAME: z.string().min(1), MATCHING_KEY: z.string().min(16) });

const issueLine = ({ code, path, message, expected }: Issue): string =>
  `record : ${code} ${path} : ${message} (attendu : ${expected})`;

const run = async (values: {
  case?: string | undefined;
  by?: string | undefined;
  event?: string | undefined;
}): Promise<void> => {
  const by = authorIn(values.by);
  const text = needed(values.event, '--event');
  const { TABLE_NAME: table, MATCHING_KEY: matchingKey } = environment(envSchema);
  const at = new Date().toISOString();
  const client = createDocumentClient();
  const caseId = await resolveCase(client, table, needed(values.case, '--case'));
  const deps = { client, table, matchingKey };
  const found = await readKnownCase(deps, caseId);
  const answer = { by, at };
  const read = readAct(found, text, answer);
  if (!read.ok) throw new Misused(['événement refusé', ...read.issues.map(issueLine)].join('\n'));
  const { event, already, after: state } = read.act;
  await recordAct(deps, found, read.act, answer);
  // The command shows the case's stage: where it wrote nothing, that is a reading.
  if (already) await recordRead(client, table, answer, 'record', [caseId]);
  console.log(
    JSON.stringify({ case: caseId, event: event.id, stage: state.stage, title: titleOf(state.stage) }),
  );
};

export const record = command({
  about: `Enregistre dans un dossier ce qu'un agent sait et qu'aucun partenaire n'a envoyé : une décision sur le concours de la
force publique, une enquête sociale remise, un relogement, un protocole de cohésion sociale, un avis de suspension…`,
  usage: `--case 77-2026-000123 --by NOM --event '{"kind":"decisionCfp","actDate":"2026-11-20","issue":"accord"}'`,
  options: {
    case: { type: 'string', value: 'DOSSIER', about: 'sa référence, ou le nom qu’un partenaire lui donne' },
    event: {
      type: 'string',
      value: 'JSON',
      about: 'l’événement : son genre, sa date, les champs de ce genre',
    },
    by: { type: 'string', value: 'NOM', about: 'qui enregistre' },
  },
  notes: `  {"kind":"enqueteSociale","actDate":"2026-06-01","moment":"assignation","etat":"rendue"}
  {"kind":"protocoleCohesionSociale","actDate":"2026-08-03","etat":"signe"}
  {"kind":"avisSuspension","actDate":"2026-08-10","sens":"favorable"}
  {"kind":"relogement","actDate":"2026-09-14","etat":"effectue","voie":"contingentPrefectoral"}
  {"kind":"paiement","actDate":"2026-05-04","solde":0}
  {"kind":"departVolontaire","actDate":"2026-09-14","clesRemises":true}
  {"kind":"decisionCfp","actDate":"2026-11-20","issue":"refus","motifRefus":"prematuree"}
  {"kind":"decisionCfp","actDate":"2026-11-20","issue":"accord","motifEcart":"refusDuMenage"}
  {"kind":"suiteJugement","actDate":"2026-07-30","etape":"signification"}
  {"kind":"finPoursuites","actDate":"2026-10-02","cause":"vente"}
  {"kind":"nouveauBail","actDate":"2026-10-05"}
  {"kind":"recoursDalo","actDate":"2026-06-15","voie":"dalo","etat":"reconnu"}
  {"kind":"suiteOrientation","actDate":"2026-03-20","organisme":"adil","etat":"npai"}
  {"kind":"decisionCcapex","actDate":"2027-02-11","aide":"suspension","notifieeLe":"2027-02-15"}

Montants en euros. Rien d’autre que le genre, la date et les champs de ce genre ne s’écrit : ni expéditeur, ni référence, ni ménage,
ni logement, ni texte libre. Un octroi du concours qui s’écarte d’un avis en vigueur de la CCAPEX dit pourquoi (motifEcart) ; la CCAPEX
en est informée. Le même événement deux fois ne change rien. Variables : TABLE_NAME (sortie de la pile) et MATCHING_KEY
(valeur du secret MatchingKeySecret), et l'accès AWS de qui enregistre ; en local, AWS_ENDPOINT_URL_DYNAMODB aussi. Qui a enregistré,
et quand, est conservé.`,
  run: async ({ values }) => {
    await run(values);
    return DONE;
  },
});
