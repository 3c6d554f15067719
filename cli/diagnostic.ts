import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Suite } from '../shared/cases/diagnostics/deps.ts';
import { designer, enqueteursDe } from '../shared/cases/diagnostics/designer.ts';
import { currentCase } from '../shared/cases/diagnostics/enquete.ts';
import { enquetesDe } from '../shared/cases/diagnostics/enquetes.ts';
import { diagnosticDe, enregistrer } from '../shared/cases/diagnostics/remplir.ts';
import { resolveCase } from '../shared/cases/filing/case-names.ts';
import { readKnownCase } from '../shared/cases/recording/record-event.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../shared/domain/case/case-of.ts';
import { versionDe } from '../shared/domain/dsf/diagnostic.ts';
import { estPartie, nomsParties } from '../shared/domain/dsf/formulaire.ts';
import { joursDe } from '../shared/domain/dsf/jours.ts';
import { manquesDe } from '../shared/domain/dsf/manques.ts';
import { estMoment, type Moment } from '../shared/domain/dsf/organisme.ts';
import { prerempli } from '../shared/domain/dsf/prerempli.ts';
import { parseTold } from '../shared/domain/text/parse-json.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { createDiagnosticStore } from '../shared/store/diagnostics.ts';
import { createPartnerRegistry } from '../shared/store/partners.ts';
import { DONE, environment, Misused, needed } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';

const envSchema = z.object({ TABLE_NAME: z.string().min(1), MATCHING_KEY: z.string().min(16) });

type Values = {
  case?: string | undefined;
  moment?: string | undefined;
  partner?: string | undefined;
  file?: string | undefined;
  by?: string | undefined;
};

const momentIn = (told = 'assignation'): Moment => {
  if (!estMoment(told)) throw new Misused(`--moment ${told} : assignation ou requisition est attendu`);
  return told;
};

/** Says why nothing was done, as any other refusal of a command. */
const doneOr = <T extends object>(suite: Suite<T>): { kind: 'fait' } & T => {
  if (suite.kind === 'fait') return suite;
  throw new Misused(
    suite.kind === 'refus' ? suite.refus.texte : 'quelqu’un vient de changer la même chose : recommencez',
  );
};

const print = (value: unknown): void => console.log(JSON.stringify(value, null, 2));

const open = (values: Values) => {
  const { TABLE_NAME: table, MATCHING_KEY: matchingKey } = environment(envSchema);
  const client = createDocumentClient();
  const deps = { client, table, matchingKey, store: createDiagnosticStore(client, table) };
  const answer = { by: authorIn(values.by), at: new Date().toISOString() };
  const caseId = () => resolveCase(client, table, needed(values.case, '--case'));
  /** The enquiry that the options name: who is in charge of it, and what they wrote. */
  const enquete = async () => {
    const moment = momentIn(values.moment);
    const id = await caseId();
    const nomination = await deps.store.nomination(id, moment);
    if (!nomination) throw new Misused(`${id} : aucun organisme n’est désigné pour l’enquête (${moment})`);
    return {
      nomination,
      diagnostic: await diagnosticDe(deps, nomination),
      found: await currentCase(deps, id),
    };
  };
  return { deps, answer, caseId, enquete, registry: createPartnerRegistry(client, table) };
};

const list = async (values: Values): Promise<void> => {
  const { deps, answer } = open(values);
  const rows = await enquetesDe(deps, [needed(values.partner, '--partner')]);
  const cases = rows.map(({ caseId }) => caseId);
  await recordRead(deps.client, deps.table, answer, 'diagnostic list', cases);
  print(rows);
};

const read = async (values: Values): Promise<void> => {
  const { deps, answer, enquete } = open(values);
  const { nomination, diagnostic, found } = await enquete();
  const { caseId } = found.summary;
  await recordRead(deps.client, deps.table, answer, 'diagnostic read', [caseId], 'part');
  const today = parisDay(answer.at);
  const state = caseOf(found.events, today);
  print({
    nomination,
    etat: diagnostic.etat,
    contenu: diagnostic.contenu,
    saisies: diagnostic.saisies,
    connuDuDossier: prerempli(state, found.events).contenu,
    jours: joursDe(state, nomination.moment, diagnostic.contenu, today),
    manques: diagnostic.etat === 'enCours' ? manquesDe(diagnostic, 'rendu').map(({ texte }) => texte) : [],
  });
};

const appoint = async (values: Values): Promise<void> => {
  const { deps, answer, caseId, registry } = open(values);
  const code = needed(values.partner, '--partner');
  const partner = enqueteursDe(await registry.all(), parisDay(answer.at)).find((one) => one.code === code);
  if (!partner) throw new Misused(`${code} n’est ni une MDS ni un CCAS du registre, encore partenaire`);
  const moment = momentIn(values.moment);
  const found = await readKnownCase(deps, await caseId());
  const before = await deps.store.nomination(found.summary.caseId, moment);
  const asked = { moment, partner, vue: before?.version ?? 0 };
  print(doneOr(await designer(deps, found, asked, answer)).nomination);
};

const fill = async (values: Values): Promise<void> => {
  const { deps, answer, enquete } = open(values);
  const json = parseTold(await readFile(needed(values.file, '--file'), 'utf8'));
  const told = z.record(z.string(), z.unknown()).safeParse(json.ok ? json.value : undefined);
  const unknown = Object.keys(told.data ?? {}).filter((name) => !estPartie(name));
  if (!told.success || unknown.length > 0)
    throw new Misused(`le fichier : un objet JSON, une clé par partie (${nomsParties.join(', ')})`);
  const { nomination, diagnostic } = await enquete();
  for (const partie of nomsParties) {
    if (told.data[partie] === undefined) continue;
    const vue = versionDe(diagnostic, partie);
    const saved = await enregistrer(deps, nomination, { partie, told: told.data[partie], vue }, answer);
    if (saved.kind === 'defauts')
      throw new Misused(saved.defauts.map(({ champ, texte }) => `${partie}.${champ} : ${texte}`).join('\n'));
    if (saved.kind === 'autre') throw new Misused(`${partie} : quelqu’un vient de l’enregistrer, relisez`);
    doneOr(saved);
  }
  const after = await diagnosticDe(deps, nomination);
  print({ case: nomination.caseId, manques: manquesDe(after, 'rendu').map(({ texte }) => texte) });
};

const actions = { list, read, appoint, fill } as const;
const isAction = (name: string): name is keyof typeof actions => Object.hasOwn(actions, name);

export const diagnostic = command({
  about: `L’enquête sociale d’un dossier, et son diagnostic social et financier : qui en est chargé, ce qui en est écrit, ce qui manque.`,
  usage: `list --partner mds-meaux --by NOM
read --case 77-2026-000123 --by NOM
appoint --case 77-2026-000123 --partner mds-meaux --by NOM
fill --case 77-2026-000123 --file diagnostic.json --by NOM`,
  options: {
    case: { type: 'string', value: 'DOSSIER', about: 'sa référence, ou le nom qu’un partenaire lui donne' },
    moment: { type: 'string', value: 'MOMENT', about: 'assignation (sans cette option), ou requisition' },
    partner: { type: 'string', value: 'CODE', about: 'le partenaire, MDS ou CCAS' },
    file: { type: 'string', value: 'FICHIER', about: 'JSON : les parties à enregistrer, montants en euros' },
    by: { type: 'string', value: 'NOM', about: 'qui lit, désigne ou remplit' },
  },
  operands: 1,
  notes: `Le fichier : {"logement":{"loyer":640.12,"dette":3674.4,"detteLe":"2026-11-30","causes":["perteEmploi"]}, …}, une clé par
partie (${nomsParties.join(', ')}). « read » donne ce que le dossier sait déjà
de chacune. Rien n’est rendu par cette commande : l’organisme relit et termine sur ses pages. Chaque lecture est conservée. Variables :
TABLE_NAME et MATCHING_KEY, et l’accès AWS de qui lance la commande ; en local, AWS_ENDPOINT_URL_DYNAMODB aussi.`,
  run: async ({ values, operands: [action = ''] }) => {
    if (!isAction(action)) throw new Misused(`${Object.keys(actions).join(', ')} : l’un d’eux est attendu`);
    await actions[action](values);
    return DONE;
  },
});
