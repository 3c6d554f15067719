import { parseArgs } from 'node:util';
import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import { reportOf } from './case/case-report.ts';
import { readEvents } from './case/read-events.ts';
import { timelineOf } from './case/timeline.ts';

const HELP = `Dit où en est un dossier, ses échéances, et pourquoi.

  npm run --silent case -- --events FICHIER [--today AAAA-MM-JJ] [--json]

FICHIER : un tableau JSON d'événements, {"events":[…]}, ou un événement par ligne. Un événement peut n'être qu'une
ébauche : son genre, sa date, et ce qui lui est propre.

  {"kind":"commandementDePayer","actDate":"2026-03-02","delai":{"valeur":6,"unite":"semaines"}}
  {"kind":"assignation","actDate":"2026-05-04","dateAudience":"2026-07-09"}
  {"kind":"decision","actDate":"2026-07-23","issue":"resiliation"}
  {"kind":"commandementDeQuitterLesLieux","actDate":"2026-08-03","prefetInformeLe":"2026-08-03"}
  {"kind":"demandeCfp","actDate":"2026-10-05"}
  {"kind":"decisionCfp","actDate":"2026-11-20","issue":"accord"}

Les genres et leurs champs : shared/domain/events/.

  --today DATE  le jour où l'on se place (par défaut aujourd'hui, Europe/Paris)
  --json        le même contenu pour un programme : stage, flags, facts, deadlines (explanation, alerts)
  --help        ce texte`;

const show = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

try {
  const { values } = parseArgs({
    options: {
      events: { type: 'string' },
      today: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) show(HELP);
  else {
    if (values.events === undefined) throw new Error('--events FICHIER est attendu (--help dit le reste)');
    const today = values.today ?? parisDay(new Date().toISOString());
    if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today)))
      throw new Error(`--today ${today} : une date AAAA-MM-JJ est attendue`);
    const report = reportOf(await readEvents(values.events), today);
    show(values.json ? JSON.stringify(report, null, 2) : timelineOf(report).join('\n'));
  }
} catch (error) {
  process.stderr.write(`case : ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
