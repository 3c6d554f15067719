import * as z from 'zod';
import { resolveCase } from '../shared/cases/filing/case-names.ts';
import { reportOf } from '../shared/cases/reading/case-report.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import type { CaseEvent } from '../shared/domain/events/case-event.ts';
import { HubError } from '../shared/errors.ts';
import { readCase } from '../shared/store/case-store.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { DONE, environment, Misused } from './arguments.ts';
import { authorIn } from './author.ts';
import { readEvents } from './case/read-events.ts';
import { timelineOf } from './case/timeline.ts';
import { command } from './command.ts';

const eventsOfCase = async (asked: string, by: string | undefined): Promise<CaseEvent[]> => {
  const who = { by: authorIn(by), at: new Date().toISOString() };
  const { TABLE_NAME: table } = environment(z.object({ TABLE_NAME: z.string().min(1) }));
  const client = createDocumentClient();
  const caseId = await resolveCase(client, table, asked);
  const found = await readCase(client, table, caseId);
  await recordRead(client, table, who, 'case', found ? [caseId] : [], 'part');
  if (!found) throw new HubError('CASE_UNKNOWN', `no case ${caseId}`, { retryable: false });
  return found.events;
};

export const caseVerb = command({
  about: `Dit où en est un dossier, ses échéances, et pourquoi.`,
  usage: `DOSSIER --by NOM [--today AAAA-MM-JJ] [--json]   un dossier du hub
--events FICHIER [--today AAAA-MM-JJ] [--json]   des événements d’un fichier`,
  options: {
    events: {
      type: 'string',
      value: 'FICHIER',
      about: `un tableau JSON d'événements, {"events":[…]}, ou un événement par ligne`,
    },
    by: { type: 'string', value: 'NOM', about: 'qui lit le dossier du hub' },
    today: {
      type: 'string',
      value: 'DATE',
      about: `le jour où l'on se place (par défaut aujourd'hui, Europe/Paris)`,
    },
    json: {
      type: 'boolean',
      about: 'le même contenu pour un programme : stage, flags, facts, deadlines (explanation, alerts)',
    },
  },
  operands: 1,
  notes: `Un DOSSIER se dit par sa référence (77-2026-000123) ou par le nom qu'un partenaire lui donne (K7QF-2M9X-4TRB). Variables : TABLE_NAME, et
l'accès AWS de qui lit ; en local, AWS_ENDPOINT_URL_DYNAMODB aussi. Qui a lu quel dossier est conservé.

Dans un fichier, un événement peut n'être qu'une ébauche : son genre, sa date, et ce qui lui est propre.

  {"kind":"commandementDePayer","actDate":"2026-03-02","delai":{"valeur":6,"unite":"semaines"}}
  {"kind":"assignation","actDate":"2026-05-04","dateAudience":"2026-07-09"}
  {"kind":"decision","actDate":"2026-07-23","issue":"resiliation"}
  {"kind":"commandementDeQuitterLesLieux","actDate":"2026-08-03","prefetInformeLe":"2026-08-03"}
  {"kind":"demandeCfp","actDate":"2026-10-05"}
  {"kind":"decisionCfp","actDate":"2026-11-20","issue":"accord"}

Les genres et leurs champs : shared/domain/events/.`,
  run: async ({ values, operands: [asked] }) => {
    if ((asked === undefined) === (values.events === undefined))
      throw new Misused('il faut un DOSSIER, ou --events FICHIER');
    const today = values.today ?? parisDay(new Date().toISOString());
    if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today)))
      throw new Misused(`--today ${today} : une date AAAA-MM-JJ est attendue`);
    const events =
      asked === undefined ? await readEvents(values.events ?? '') : await eventsOfCase(asked, values.by);
    const report = reportOf(events, today);
    process.stdout.write(
      `${values.json ? JSON.stringify(report, null, 2) : timelineOf(report).join('\n')}\n`,
    );
    return DONE;
  },
});
