import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import { DONE, Misused, needed } from './arguments.ts';
import { reportOf } from './case/case-report.ts';
import { readEvents } from './case/read-events.ts';
import { timelineOf } from './case/timeline.ts';
import { command } from './command.ts';

export const caseVerb = command({
  about: `Dit où en est un dossier, ses échéances, et pourquoi.`,
  usage: `--events FICHIER [--today AAAA-MM-JJ] [--json]`,
  options: {
    events: {
      type: 'string',
      value: 'FICHIER',
      about: `un tableau JSON d'événements, {"events":[…]}, ou un événement par ligne`,
    },
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
  notes: `Un événement peut n'être qu'une ébauche : son genre, sa date, et ce qui lui est propre.

  {"kind":"commandementDePayer","actDate":"2026-03-02","delai":{"valeur":6,"unite":"semaines"}}
  {"kind":"assignation","actDate":"2026-05-04","dateAudience":"2026-07-09"}
  {"kind":"decision","actDate":"2026-07-23","issue":"resiliation"}
  {"kind":"commandementDeQuitterLesLieux","actDate":"2026-08-03","prefetInformeLe":"2026-08-03"}
  {"kind":"demandeCfp","actDate":"2026-10-05"}
  {"kind":"decisionCfp","actDate":"2026-11-20","issue":"accord"}

Les genres et leurs champs : shared/domain/events/.`,
  run: async ({ values }) => {
    const file = needed(values.events, '--events FICHIER');
    const today = values.today ?? parisDay(new Date().toISOString());
    if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today)))
      throw new Misused(`--today ${today} : une date AAAA-MM-JJ est attendue`);
    const report = reportOf(await readEvents(file), today);
    process.stdout.write(
      `${values.json ? JSON.stringify(report, null, 2) : timelineOf(report).join('\n')}\n`,
    );
    return DONE;
  },
});
