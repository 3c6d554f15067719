import * as z from 'zod';
import {
  lireRapport,
  publierAnnee,
  type SourceDuRapport,
  sourceDuHub,
} from '../shared/cases/indicateurs/rapport.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { isDay } from '../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { CANNOT, DONE, environment, Misused, needed, wholeNumber } from './arguments.ts';
import { authorIn } from './author.ts';
import { readExport } from './backup/export-files.ts';
import { command } from './command.ts';
import { sourceOfExport } from './indicators/export-source.ts';
import { type Format, formats, isFormat, writeReport } from './indicators/files.ts';
import { printDifferences, recount } from './indicators/recount.ts';

type Values = {
  year?: string | undefined;
  public?: boolean | undefined;
  publish?: boolean | undefined;
  out?: string | undefined;
  from?: string | undefined;
  format?: string | undefined;
  day?: string | undefined;
  apply?: boolean | undefined;
  by?: string | undefined;
};

/** What takes time says how far it is, beside what the command prints. */
const progress = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const tableIn = (): string => environment(z.object({ TABLE_NAME: z.string().min(1) })).TABLE_NAME;

const formatsIn = (asked: string | undefined): Format[] => {
  if (asked === undefined) return [...formats];
  const told = asked.split(',').map((one) => one.trim());
  const wrong = told.find((one) => !isFormat(one));
  if (wrong !== undefined) throw new Misused(`--format ${wrong} : ${formats.join(', ')}`);
  return formats.filter((one) => told.includes(one));
};
const dayIn = (asked: string | undefined, today: string): string => {
  if (asked === undefined) return today;
  if (isDay(asked)) return asked;
  throw new Misused(`--day ${asked} : un jour est attendu, AAAA-MM-JJ`);
};

/** Records who reads the whole table, as for its export. */
const recorded = async (by: string | undefined, table: string, at: string, what: string): Promise<string> => {
  const author = authorIn(by);
  await recordRead(createDocumentClient(), table, { by: author, at }, what, ['*']);
  return author;
};

const exported = async (from: string, day: string): Promise<SourceDuRapport> => {
  let cases = 0;
  const source = await sourceOfExport(readExport(from), day, () => {
    cases += 1;
    if (cases % 1_000 === 0) progress(`${cases} dossiers comptés…`);
  });
  progress(`${cases} dossiers comptés`);
  return source;
};

const report = async (values: Values): Promise<number> => {
  const at = new Date().toISOString();
  const today = parisDay(at);
  const annee = wholeNumber(needed(values.year, '--year'), '--year', 2018);
  if (annee > Number(today.slice(0, 4))) throw new Misused(`--year ${annee} : cette année n’a pas commencé`);
  const out = needed(values.out, '--out');
  const wanted = formatsIn(values.format);
  const version = values.public || values.publish ? 'public' : 'etat';
  let source: SourceDuRapport;
  if (values.from === undefined) {
    if (values.day !== undefined)
      throw new Misused('--day va avec --from : la plateforme répond d’aujourd’hui');
    const table = tableIn();
    const by = await recorded(values.by, table, at, 'indicators');
    const deps = { client: createDocumentClient(), table };
    if (values.publish && !(await publish(deps, annee, { by, at }))) return CANNOT;
    source = sourceDuHub(deps, today);
  } else {
    if (values.publish)
      throw new Misused('--publish garde la version publique sur la plateforme : sans --from');
    source = await exported(values.from, dayIn(values.day, today));
  }
  const lu = await lireRapport(source, annee, version, (une) => progress(`année ${une}…`));
  if (lu.exposees.length > 0) {
    console.error(
      `rien n’est écrit : ces chiffres ne peuvent pas être protégés, ${lu.exposees.map(({ id }) => id).join(', ')}`,
    );
    return CANNOT;
  }
  await writeReport(out, lu, wanted, (name) => console.log(name));
  return DONE;
};

const publish = async (
  deps: Parameters<typeof publierAnnee>[0],
  annee: number,
  who: { by: string; at: string },
): Promise<boolean> => {
  const done = await publierAnnee(deps, annee, who);
  switch (done.kind) {
    case 'publiee':
      progress(`publié : ${done.annees.join(', ')} ; ces chiffres ne changent plus`);
      return true;
    case 'dejaPubliee':
      progress(`${annee} était déjà publiée : les fichiers sont ceux d’alors`);
      return true;
    case 'anneeEnCours':
      console.error(`${annee} n’est pas finie : elle ne se publie pas encore`);
      return false;
    case 'exposees':
      console.error(`rien n’est publié : ces chiffres ne peuvent pas être protégés, ${done.ids.join(', ')}`);
      return false;
  }
};

const recountVerb = async (values: Values): Promise<number> => {
  const at = new Date().toISOString();
  const from = needed(values.from, '--from');
  const day = dayIn(values.day, parisDay(at));
  const table = values.apply ? tableIn() : undefined;
  if (table !== undefined) await recorded(values.by, table, at, 'indicators rebuild');
  const done = await recount(from, day, table, (n) => progress(`${n} dossiers comptés…`));
  printDifferences(done, day);
  if (table === undefined) return done.differences.length === 0 ? DONE : CANNOT;
  console.log(
    done.mended === 0
      ? 'La plateforme comptait déjà chaque dossier pour ce qu’il est.'
      : `${done.mended} ${done.mended < 2 ? 'dossier compté' : 'dossiers comptés'} à nouveau sur la plateforme ; ceux qui ont changé depuis l’export l’étaient déjà.`,
  );
  return DONE;
};

export const indicators = command({
  about: 'Le rapport annuel de la charte : indicateurs, délais, responsabilité de l’État, engagements.',
  usage: `--year 2026 --out DOSSIER --by NOM              la version de l’État, de la plateforme
--year 2026 --public --out DOSSIER --by NOM     la version publique, sans les petits nombres ; un projet, ou ce qui fut publié
--year 2026 --publish --out DOSSIER --by NOM    publie l’année : ses chiffres publics ne changent plus
--year 2026 --out DOSSIER --from EXPORT         l’une ou l’autre, d’un export
rebuild --from EXPORT [--day JOUR]              dit si les comptes gardés sont ceux des événements ; 1 s’ils diffèrent
rebuild --from EXPORT --apply --by NOM          compte chaque dossier de l’export sur la plateforme`,
  options: {
    year: { type: 'string', value: 'ANNÉE', about: 'l’année du rapport' },
    public: { type: 'boolean', about: 'la version publique' },
    publish: { type: 'boolean', about: 'la publie : une année finie, une fois' },
    out: { type: 'string', value: 'DOSSIER', about: 'où écrire' },
    format: { type: 'string', value: 'LISTE', about: `${formats.join(', ')} ; tous, si rien n’est dit` },
    from: { type: 'string', value: 'EXPORT', about: 'un export (« backup export », ou d’AWS)' },
    day: { type: 'string', value: 'JOUR', about: 'avec --from : le jour où l’on compte ; aujourd’hui' },
    apply: { type: 'boolean', about: 'avec « rebuild » : corrige les comptes de la plateforme' },
    by: { type: 'string', value: 'NOM', about: 'qui le demande : la lecture est consignée' },
  },
  operands: 1,
  notes: `La version de l’État montre de petits nombres : elle n’est lisible que de qui l’a faite. Le CSV vient avec son Table Schema. Le rapport se
remet à la coordination du PDALHPD. Variables : TABLE_NAME, et l’accès AWS de qui le fait ; en local, celles que « npm start » imprime ;
aucune pour lire un export.`,
  run: async ({ values, operands: [verb] }) => {
    if (verb === undefined) return report(values);
    if (verb !== 'rebuild') throw new Misused(`« ${verb} » : rebuild est attendu, ou rien pour le rapport`);
    return recountVerb(values);
  },
});
