import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { resolveCase } from '../shared/cases/filing/case-names.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { restoreCase } from '../shared/cases/review/say-of-term.ts';
import { createBuckets } from '../shared/cases/rights/buckets.ts';
import { queuesOf } from '../shared/cases/rights/find-queues.ts';
import { eraseTarget, outOfReach, type RequestDeps, writeTrace } from '../shared/cases/rights/request.ts';
import { setHold } from '../shared/cases/rights/set-hold.ts';
import { type Asked, type Target, targetOf } from '../shared/cases/rights/target.ts';
import { rowsOfFile } from '../shared/intake/files/rows-of-file.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import {
  chosen,
  DONE,
  environment,
  MISUSED,
  Misused,
  needed,
  type Options,
  type Values,
} from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';
import { exportOf } from './person/export.ts';
import { saveExport } from './person/save.ts';
import { doubtfulLines, erasureLines, progressTo } from './person/told.ts';

const envSchema = z.object({
  TABLE_NAME: z.string().min(1),
  MATCHING_KEY: z.string().min(16),
  RAW_BUCKET: z.string().min(1),
  PIECES_BUCKET: z.string().min(1),
  DROP_BUCKET: z.string().min(1),
  QUARANTINE_BUCKET: z.string().min(1),
  HOLD_BUCKET: z.string().min(1),
  QUEUE_PREFIX: z.string().min(1),
});

const options = {
  case: {
    type: 'string',
    value: 'DOSSIER',
    about: 'un dossier, par sa référence ou le nom qu’un partenaire lui donne',
  },
  nom: { type: 'string', value: 'NOM', about: 'nom de la personne' },
  naissance: { type: 'string', value: 'AAAA-MM-JJ', about: 'sa date de naissance' },
  prenom: {
    type: 'string',
    value: 'PRÉNOM',
    about: 'son prénom, quand deux personnes du ménage répondent au reste',
  },
  by: { type: 'string', value: 'NOM', about: 'qui demande' },
  why: { type: 'string', value: 'TEXTE', about: 'pourquoi un dossier est gelé' },
  out: { type: 'string', value: 'DOSSIER', about: 'où écrire export.json, export.html et les pièces' },
  'dry-run': {
    type: 'boolean',
    about: 'dit ce qui serait fait, copie par copie, et n’écrit rien d’autre que sa trace',
  },
  yes: { type: 'boolean', about: 'confirme un effacement ; sans lui, rien n’est effacé' },
  cause: {
    type: 'string',
    value: 'illicite',
    about: 'efface aussi un dossier ouvert, enregistré à tort (art. 17(1) d) ; jamais un dossier gelé',
    default: 'demande',
  },
  json: { type: 'boolean', about: 'le résultat d’un effacement pour un programme' },
} as const satisfies Options;

const show = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const progress = progressTo(process.stderr);

const depsOf = async (): Promise<RequestDeps> => {
  const data = environment(envSchema);
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  return {
    client: createDocumentClient(),
    table: data.TABLE_NAME,
    matchingKey: data.MATCHING_KEY,
    buckets: {
      raw: data.RAW_BUCKET,
      pieces: data.PIECES_BUCKET,
      drop: data.DROP_BUCKET,
      quarantine: data.QUARANTINE_BUCKET,
      hold: data.HOLD_BUCKET,
    },
    objects: createBuckets(new S3Client({})),
    sqs,
    rowsOfFile,
    queues: await queuesOf(sqs, data.QUEUE_PREFIX),
    onRead: progress,
  };
};

const askedOf = ({ case: caseId, nom, naissance, prenom }: Values<typeof options>): Asked => {
  if (caseId === undefined && nom === undefined)
    throw new Misused('il manque --case, ou --nom et --naissance');
  if (nom === undefined) return { caseId };
  const date = needed(naissance, '--naissance');
  if (!z.iso.date().safeParse(date).success)
    throw new Misused(`--naissance ${date} : une date AAAA-MM-JJ est attendue`);
  return { caseId, who: { nom, naissance: date, prenom } };
};

type Call = { deps: RequestDeps; target: Target; values: Values<typeof options>; by: string; at: string };

/** What each action does; each resolves to the exit code. */
const actions: Record<string, (call: Call) => Promise<number>> = {
  export: async ({ deps, target, values, by, at }) => {
    const cases = target.cases.map(({ caseId }) => caseId);
    const trace = { action: 'export' as const, by, at, cases };
    await writeTrace(deps.client, deps.table, { ...trace, state: 'commence' });
    const exported = await exportOf(deps, target, at);
    if (values.out === undefined) show(JSON.stringify(exported, null, 2));
    else {
      await mkdir(values.out, { recursive: true, mode: 0o700 });
      await saveExport(deps, exported, (name, bytes) =>
        writeFile(join(needed(values.out, '--out'), name), bytes, { mode: 0o600 }),
      );
      show(JSON.stringify({ dossiers: cases, copies: exported.copies.length, dans: values.out }));
    }
    // On stderr, for whoever answers the request: it must not be in what the person receives.
    for (const line of doubtfulLines(target.doubtful, [])) process.stderr.write(`${line}\n`);
    await writeTrace(deps.client, deps.table, { ...trace, state: 'fini' });
    return DONE;
  },
  erase: async ({ deps, target, values, by, at }) => {
    const cause = z.enum(['demande', 'illicite']).safeParse(values.cause);
    if (!cause.success) throw new Misused(`--cause ${values.cause} : « illicite », ou rien`);
    const dryRun = values['dry-run'] || !values.yes;
    const cases = target.cases.map(({ caseId }) => caseId);
    const trace = { action: 'effacement' as const, by, at, cause: cause.data, cases };
    if (!dryRun) await writeTrace(deps.client, deps.table, { ...trace, state: 'commence' });
    const done = await eraseTarget(deps, target, { by, at, cause: cause.data }, dryRun);
    const { effaces, reecrits, gardes } = done;
    if (!dryRun)
      await writeTrace(deps.client, deps.table, {
        ...trace,
        state: 'fini',
        effaces,
        reecrits,
        gardes: gardes.length,
      });
    const said = gardes.map(({ content: _, apply: __, ...rest }) => rest);
    const kept = [...said, ...outOfReach(at)];
    const { doubtful } = target;
    if (values.json)
      show(JSON.stringify({ ...done, fait: !dryRun, gardes: kept, dossiersAVerifier: doubtful }, null, 2));
    else for (const line of erasureLines(target, done, kept, dryRun)) show(line);
    if (!dryRun || values['dry-run']) return DONE;
    process.stderr.write('Rien n’a été effacé : ajoutez --yes pour confirmer.\n');
    return MISUSED;
  },
  hold: (call) => holding(call, 'pose', needed(call.values.why, '--why')),
  release: (call) => holding(call, 'leve', call.values.why),
  restore: async ({ deps, values, by, at }) => {
    const caseId = needed(values.case, '--case');
    if (!values['dry-run']) {
      await restoreCase(deps, caseId, { by, at });
      const trace = { action: 'retour' as const, by, at, cases: [caseId] };
      await writeTrace(deps.client, deps.table, { ...trace, state: 'fini' });
    }
    show(JSON.stringify({ ramene: caseId, fait: !values['dry-run'] }));
    return DONE;
  },
};

const holding = async (
  { deps, target, values, by, at }: Call,
  etat: 'pose' | 'leve',
  pourquoi: string | undefined,
): Promise<number> => {
  const dryRun = values['dry-run'];
  const cases = target.cases.map(({ caseId }) => caseId);
  const changed = dryRun ? [] : await setHold(deps, cases, { etat, pourquoi }, { by, at });
  const action = etat === 'pose' ? ('gel' as const) : ('levee' as const);
  if (changed.length > 0)
    await writeTrace(deps.client, deps.table, { action, by, at, cases: changed, state: 'fini' });
  show(JSON.stringify({ [etat === 'pose' ? 'geles' : 'leves']: dryRun ? cases : changed, fait: !dryRun }));
  return DONE;
};

export const person = command({
  about: 'Droits d’une personne sur ce que la plateforme sait d’elle, et gel d’un dossier.',
  usage: `export  QUI --by NOM [--out DOSSIER]   tout ce qui est su (RGPD, art. 15), en JSON ;
                                       avec --out : export.json, export.html et les pièces
erase   QUI --by NOM --yes             efface toutes les copies (art. 17), et dit ce qui reste et pourquoi
hold    QUI --by NOM --why "…"         gèle : rien n’est effacé, ni à terme ni sur demande
release QUI --by NOM                   lève le gel
restore --case DOSSIER --by NOM        ramène un dossier mis à l’écart à son terme, avant son effacement :
                                       entier, sa durée repart de ce jour

QUI : --case 77-2026-000123                                       un dossier et tout son ménage
      --nom NOM --naissance AAAA-MM-JJ [--prenom PRÉNOM]          une personne, dans tous ses dossiers
      les deux                                                    cette personne, dans ce seul dossier, même si sa date de
                                                                  naissance y manque`,
  options,
  operands: 1,
  notes: `Un dossier ouvert ou gelé reste ; les autres partent. Dans un ménage de plusieurs personnes, celle-ci est retirée de chaque
événement, et ce qui est su des autres reste. Qui porte un nom proche sans que rien ne l’assure n’est ni donné ni effacé : les dossiers
et copies à vérifier sont dits. La même commande reprend ce qu’une interruption a laissé. Toute la table, tous les objets et
toutes les files sont lus : l’avancement est dit sur la sortie d’erreur.

Variables : TABLE_NAME, MATCHING_KEY, RAW_BUCKET, PIECES_BUCKET, DROP_BUCKET, QUARANTINE_BUCKET, HOLD_BUCKET (sorties de la pile), QUEUE_PREFIX
(passerelle-prod-), et l’accès AWS de qui répond ; en local, ce que « npm start » imprime. Qui a demandé ou lu, quand, et pour
quels dossiers est conservé cinq ans, sans nom.`,
  run: async ({ values, operands: [action] }) => {
    const act = chosen(actions, action, 'action');
    const asked = askedOf(values);
    const by = authorIn(values.by);
    const at = new Date().toISOString();
    const deps = await depsOf();
    const { caseId: said } = asked;
    const caseId = said === undefined ? undefined : await resolveCase(deps.client, deps.table, said);
    const dryRun = values['dry-run'] || (action === 'erase' && !values.yes);
    const read = (cases: readonly string[]): Promise<void> =>
      recordRead(deps.client, deps.table, { by, at }, `person ${action}${dryRun ? ' --dry-run' : ''}`, cases);
    const target = await targetOf(deps, { ...asked, caseId }, at, (count) => progress('table', count)).catch(
      async (error) => {
        await read(caseId === undefined ? [] : [caseId]);
        throw error;
      },
    );
    await read([
      ...target.cases.map(({ caseId }) => caseId),
      ...target.doubtful,
      ...(caseId ? [caseId] : []),
    ]);
    const { tombstone } = target;
    if (!tombstone) return act({ deps, target, values, by, at });
    show(`Dossier déjà effacé le ${tombstone.erasedAt.slice(0, 10)}, par ${tombstone.by}.`);
    return DONE;
  },
});
