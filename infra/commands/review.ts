import { parseArgs } from 'node:util';
import * as z from 'zod';
import { resolveDwelling } from '../../shared/domain/territory/resolve.ts';
import { resolveCase, reviewIdOf } from '../../shared/store/case-names.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { confirmCommune } from '../../shared/store/confirm-commune.ts';
import { readWhy } from '../../shared/store/read-why.ts';
import { createReferences } from '../../shared/store/references.ts';
import { reopenReview } from '../../shared/store/reopen.ts';
import {
  askPartner,
  attachDoubt,
  closeReview,
  confirmNew,
  detachEvents,
  listReviews,
  mergeCases,
  type ReviewDeps,
  undoMove,
} from '../../shared/store/reviews.ts';
import { errorInFrench, whyLine } from './review/told.ts';

const HELP = `Répond à ce qui attend une personne : une commune incertaine, un ménage peut-être déjà connu, deux dossiers qui n'en
font peut-être qu'un.

  npm run --silent review -- list                                    ce qui attend, le plus ancien d'abord, et pourquoi
  npm run --silent review -- find NOM-DU-DOSSIER                     le dossier qu'un partenaire nomme au téléphone, par exemple K7QF-2M9X-4TRB
  npm run --silent review -- why DOSSIER                             pourquoi chaque événement est dans ce dossier, et les dossiers voisins
  npm run --silent review -- commune DOSSIER --insee 77305 --by NOM  la commune du logement d'un dossier

  Un message dans le doute (son dossier est provisoire, ses alertes d'échéance attendent) ; QUESTION : « id », que list donne :
  npm run --silent review -- attach QUESTION --case DOSSIER --by NOM c'est le ménage de ce dossier
  npm run --silent review -- new QUESTION --by NOM                   c'est un ménage nouveau
  npm run --silent review -- distinct QUESTION --by NOM              c'est un ménage nouveau, et jamais l'un des dossiers proposés
  npm run --silent review -- ask QUESTION --what "…" --by NOM        demander une précision au partenaire, qui lit ces mots tels quels :
                                                                     rien d'un autre ménage ni d'un autre partenaire

  Deux dossiers :
  npm run --silent review -- merge DOSSIER DOSSIER --by NOM          propose de les réunir ; une autre personne confirme, de même
  npm run --silent review -- distinct fusion-DOSSIER-DOSSIER --by NOM
                                                                     non, ce sont deux ménages : ne plus le proposer
  npm run --silent review -- detach DOSSIER --event ID [--case DOSSIER] --by NOM
                                                                     sort un événement du dossier, vers le sien ou un autre
  npm run --silent review -- undo DOSSIER --by NOM                   annule la dernière réunion ou sortie qui l'a touché
  npm run --silent review -- close QUESTION --by NOM                 rien à changer (cohérence, contrôle)
  npm run --silent review -- reopen QUESTION --case DOSSIER --by NOM annule new, distinct ou close : la question est de nouveau ouverte

Un DOSSIER se dit par sa référence (77-2026-000123) ou par le nom qu'un partenaire lui donne (K7QF-2M9X-4TRB).

Variables : TABLE_NAME et MATCHING_KEY (sorties de la pile), et l'accès AWS de qui répond ;
en local, AWS_ENDPOINT_URL_DYNAMODB aussi. Qui a répondu, et quand, est conservé.`;

const envSchema = z.object({
  TABLE_NAME: z.string().min(1),
  MATCHING_KEY: z.string().min(16),
  DEPARTEMENT: z.string().default('77'),
});

const required = (value: string | undefined, name: string): string => {
  if (value) return value;
  throw new Error(`il manque ${name} (voir --help)`);
};

const depsOf = (): ReviewDeps => {
  const env = envSchema.safeParse(process.env);
  if (!env.success)
    throw new Error('il manque TABLE_NAME ou MATCHING_KEY dans l’environnement (voir --help)');
  const client = createDocumentClient();
  const { TABLE_NAME: table, MATCHING_KEY: matchingKey, DEPARTEMENT } = env.data;
  return { client, table, matchingKey, nextReference: createReferences(client, table, DEPARTEMENT) };
};

/** A case said by its reference or by a sender's name of it, as the hub calls it. */
const caseIn = async (asked: string | undefined, name: string): Promise<string> => {
  const { client, table } = depsOf();
  return resolveCase(client, table, required(asked, name));
};

const options = {
  insee: { type: 'string' },
  case: { type: 'string' },
  by: { type: 'string' },
  what: { type: 'string' },
  event: { type: 'string', multiple: true },
  help: { type: 'boolean', default: false },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
type Answer = () => { by: string; at: string };

/** What each action does, given its subjects; the result is printed as one line of JSON, or as text. */
const actions: Record<string, (subjects: string[], values: Values, answer: Answer) => Promise<unknown>> = {
  find: async ([asked]) => ({ case: await caseIn(asked, 'le nom du dossier') }),
  commune: async ([subject], { insee: asked }, answer) => {
    const found = resolveDwelling({ insee: required(asked, '--insee') });
    if (found.kind !== 'resolved') throw new Error(`${asked} n'est pas une commune de Seine-et-Marne`);
    const { insee, commune, arrondissement } = found;
    const caseId = await caseIn(subject, 'le dossier');
    await confirmCommune(depsOf(), caseId, { insee, commune, arrondissement }, answer());
    return { case: caseId, insee, commune, arrondissement };
  },
  attach: async ([message], values, answer) => {
    const into = await caseIn(values.case, '--case');
    return { message, case: await attachDoubt(depsOf(), required(message, 'le message'), into, answer()) };
  },
  new: async ([message], _, answer) => ({
    message,
    case: await confirmNew(depsOf(), required(message, 'le message'), 'confirme', answer()),
  }),
  distinct: async ([message], _, answer) => ({
    message,
    case: await confirmNew(depsOf(), required(message, 'le message'), 'distinct', answer()),
  }),
  ask: async ([message], { what }, answer) => {
    await askPartner(depsOf(), required(message, 'le message'), required(what, '--what'), answer());
    return { message, asked: what };
  },
  merge: async ([a, b], _, answer) => {
    const pair = [await caseIn(a, 'un dossier'), await caseIn(b, 'un second dossier')] as const;
    const into = await mergeCases(depsOf(), pair, answer());
    return into
      ? { case: into }
      : { proposed: pair, next: 'une autre personne confirme par la même commande' };
  },
  detach: async ([subject], values, answer) => {
    const events = values.event ?? [];
    if (events.length === 0) throw new Error('il manque --event (voir --help)');
    const own = await caseIn(subject, 'le dossier');
    const into = values.case === undefined ? undefined : await caseIn(values.case, '--case');
    return { from: own, case: await detachEvents(depsOf(), own, events, into, answer()) };
  },
  undo: async ([subject], _, answer) => {
    const from = await caseIn(subject, 'le dossier');
    return { from, case: await undoMove(depsOf(), from, answer()) };
  },
  why: async ([subject]) => {
    const { client, table } = depsOf();
    return (await readWhy(client, table, await caseIn(subject, 'le dossier'))).map(whyLine).join('\n');
  },
  reopen: async ([message], values, answer) => {
    const own = await caseIn(values.case, '--case');
    await reopenReview(depsOf(), own, required(message, 'le message'), answer());
    return { reopened: message, case: own };
  },
  close: async ([message], _, answer) => {
    await closeReview(depsOf(), required(message, 'le message'), answer());
    return { closed: message };
  },
};

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [action, ...subjects] = positionals;
  const answer = () => ({ by: required(values.by, '--by'), at: new Date().toISOString() });
  const act = action === undefined ? undefined : actions[action];
  if (values.help || action === undefined) {
    console.log(HELP);
  } else if (action === 'list') {
    const { client, table } = depsOf();
    for (const { reasons, messageId, ...review } of await listReviews(client, table)) {
      // Whoever audits an attachment must not be told what the hub thought of it.
      const shown = review.reason === 'audit' ? {} : { reasons };
      const id = reviewIdOf({ ...review, messageId });
      console.log(JSON.stringify({ id, ...review, ...shown }));
    }
  } else if (act) {
    const told = await act(subjects, values, answer);
    console.log(typeof told === 'string' ? told : JSON.stringify(told));
  } else {
    throw new Error(`« ${action} » est inconnu (voir --help)`);
  }
} catch (error) {
  console.error(`review : ${errorInFrench(error)}`);
  process.exitCode = 2;
}
