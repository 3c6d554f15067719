import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { dateInFrench } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { farDates } from '../../shared/domain/events/windows.ts';
import { titleOf } from '../../shared/domain/procedure/stage.ts';
import { resolveCase } from '../../shared/store/case-names.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { readKnownCase, recordEvent } from '../../shared/store/record-event.ts';

const HELP = `Enregistre dans un dossier ce qu'un agent sait et qu'aucun partenaire n'a envoyé : une décision sur le concours de la
force publique, une enquête sociale remise, un relogement, un protocole de cohésion sociale, un avis de suspension…

  npm run --silent record -- --case 77-2026-000123 --by NOM --event '{"kind":"decisionCfp","actDate":"2026-11-20","issue":"accord"}'

  {"kind":"enqueteSociale","actDate":"2026-06-01","moment":"assignation","etat":"rendue"}
  {"kind":"protocoleCohesionSociale","actDate":"2026-08-03","etat":"signe"}
  {"kind":"avisSuspension","actDate":"2026-08-10","sens":"favorable"}
  {"kind":"relogement","actDate":"2026-09-14"}
  {"kind":"paiement","actDate":"2026-05-04","solde":0}

Le même événement deux fois ne change rien. Variables : TABLE_NAME et MATCHING_KEY (sorties de la pile), et l'accès AWS de
qui enregistre ; en local, AWS_ENDPOINT_URL_DYNAMODB aussi. Qui a enregistré, et quand, est conservé.`;

const envSchema = z.object({ TABLE_NAME: z.string().min(1), MATCHING_KEY: z.string().min(16) });

const required = (value: string | undefined, name: string): string => {
  if (value) return value;
  throw new Error(`il manque ${name} (voir --help)`);
};

const run = async (values: { case?: string; by?: string; event?: string }): Promise<void> => {
  const by = required(values.by, '--by');
  const text = required(values.event, '--event');
  const env = envSchema.safeParse(process.env);
  if (!env.success)
    throw new Error('il manque TABLE_NAME ou MATCHING_KEY dans l’environnement (voir --help)');
  const at = new Date().toISOString();
  const client = createDocumentClient();
  const caseId = await resolveCase(client, env.data.TABLE_NAME, required(values.case, '--case'));
  const deps = { client, table: env.data.TABLE_NAME, matchingKey: env.data.MATCHING_KEY };
  const found = await readKnownCase(deps, caseId);
  const { dwelling } = caseOf(found.events, parisDay(at));
  const event = caseEventSchema.safeParse({
    sender: 'etat',
    reference: by,
    dwelling,
    household: [],
    ...z.record(z.string(), z.unknown()).parse(JSON.parse(text)),
    id: createHash('sha256').update(`${caseId}|${text}`).digest('hex'),
    receivedAt: at,
  });
  if (!event.success) {
    const fields = event.error.issues.map(({ path, message }) => `${path.join('.') || 'kind'} (${message})`);
    throw new Error(`événement refusé : ${fields.join(', ')}`);
  }
  if (event.data.actDate > parisDay(at)) throw new Error(`actDate ${event.data.actDate} est dans le futur`);
  const [far] = farDates(caseEventSchema, event.data, parisDay(at));
  if (far)
    throw new Error(
      `${far.path.join('.')} : une date du ${dateInFrench(far.from)} au ${dateInFrench(far.to)} est attendue`,
    );
  await recordEvent(deps, caseId, found, event.data, { by, at });
  const state = caseOf([...found.events, event.data], parisDay(at));
  console.log(
    JSON.stringify({ case: caseId, event: event.data.id, stage: state.stage, title: titleOf(state.stage) }),
  );
};

try {
  const { values } = parseArgs({
    options: {
      case: { type: 'string' },
      by: { type: 'string' },
      event: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) console.log(HELP);
  else await run(values);
} catch (error) {
  console.error(`record : ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
