import { parseArgs } from 'node:util';
import * as z from 'zod';
import { resolveCase, reviewIdOf } from '../shared/cases/filing/case-names.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { confirmCommune } from '../shared/cases/review/confirm-commune.ts';
import { readWhy } from '../shared/cases/review/read-why.ts';
import { reopenReview } from '../shared/cases/review/reopen.ts';
import {
  answerEnd,
  answerTerm,
  askPartner,
  attachDoubt,
  closeReview,
  confirmNew,
  detachEvents,
  listReviews,
  mergeCases,
  type ReviewDeps,
  undoMove,
} from '../shared/cases/review/reviews.ts';
import { resolveDwelling } from '../shared/domain/territory/resolve.ts';
import { HubError } from '../shared/errors.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { createReferences } from '../shared/store/references.ts';
import { authorIn } from './author.ts';
import { errorInFrench, whyLine } from './review/told.ts';

const HELP = `Répond à ce qui attend une personne : une commune incertaine, un ménage peut-être déjà connu, deux dossiers qui n'en
font peut-être qu'un, un fait qui mettrait fin à un dossier, un dossier ouvert arrivé au terme de sa conservation.

  npm run --silent review -- list --by NOM                           ce qui attend, le plus ancien d'abord, et pourquoi
  npm run --silent review -- find NOM-DU-DOSSIER --by NOM            le dossier qu'un partenaire nomme au téléphone, par exemple K7QF-2M9X-4TRB
  npm run --silent review -- why DOSSIER --by NOM                    pourquoi chaque événement est dans ce dossier, et les dossiers voisins
  npm run --silent review -- commune DOSSIER --insee 77305 --by NOM  la commune du logement d'un dossier

  Un message dans le doute (son dossier est provisoire, ses alertes d'échéance attendent) ; QUESTION : « id », que list donne :
  npm run --silent review -- attach QUESTION --case DOSSIER --by NOM c'est le ménage de ce dossier
  npm run --silent review -- new QUESTION --by NOM                   c'est un ménage nouveau
  npm run --silent review -- distinct QUESTION --by NOM              c'est un ménage nouveau, et jamais l'un des dossiers proposés
  npm run --silent review -- ask QUESTION --what "…" --by NOM        demander une précision au partenaire, qui lit ces mots tels quels :
                                                                     rien d'un autre ménage ni d'un autre partenaire

  Un fait qui mettrait fin au dossier, d'un expéditeur qui n'y avait rien transmis (les échéances courent en attendant) :
  npm run --silent review -- confirm QUESTION --by NOM               il est vrai : il compte
  npm run --silent review -- reject QUESTION --by NOM                il ne l'est pas : il reste au dossier, sans effet

  Deux dossiers :
  npm run --silent review -- merge DOSSIER DOSSIER --by NOM          propose de les réunir ; une autre personne confirme, de même
  npm run --silent review -- distinct fusion-DOSSIER-DOSSIER --by NOM
                                                                     non, ce sont deux ménages : ne plus le proposer
  npm run --silent review -- detach DOSSIER --event ID [--case DOSSIER] --by NOM
                                                                     sort un événement du dossier, vers le sien ou un autre
  npm run --silent review -- undo DOSSIER --by NOM                   annule la dernière réunion ou sortie qui l'a touché

  Un dossier ouvert arrivé au terme de sa conservation (« terme ») :
  npm run --silent review -- keep QUESTION --by NOM                  on le garde : sa durée repart de ce jour
  npm run --silent review -- drop QUESTION --by NOM                  il peut partir : mis à l'écart à la prochaine veille, puis effacé
                                                                     (person restore le ramène d'ici là)

  npm run --silent review -- close QUESTION --by NOM                 rien à changer (cohérence, contrôle)
  npm run --silent review -- reopen QUESTION --case DOSSIER --by NOM annule new, distinct, confirm, reject ou close : la question est de nouveau ouverte

Un DOSSIER se dit par sa référence (77-2026-000123) ou par le nom qu'un partenaire lui donne (K7QF-2M9X-4TRB).

Variables : TABLE_NAME (sortie de la pile) et MATCHING_KEY (valeur du secret MatchingKeySecret), et l'accès AWS de qui répond ;
en local, AWS_ENDPOINT_URL_DYNAMODB aussi. Qui a répondu, et quand, est conservé ; qui a lu quels dossiers, aussi.`;

const envSchema = z.object({
  TABLE_NAME: z.string().min(1),
  MATCHING_KEY: z.string().min(16),
  DEPARTEMENT: z.string().default('77'),
});

const required = (value: string | undefined, name: string): string => {
  if (value) return value;
  throw new Error(`il manque ${name} (voir --help)`);
};

/** Characters of a question a partner is asked. */
const MOST_ASKED = 500;

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
  find: async ([asked], _, answer) => {
    const { client, table } = depsOf();
    const who = answer();
    const found = await caseIn(asked, 'le nom du dossier');
    await recordRead(client, table, who, 'review find', [found]);
    return { case: found };
  },
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
    const asked = required(what, '--what');
    if (asked.length > MOST_ASKED) throw new Error(`--what : ${MOST_ASKED} caractères au plus`);
    await askPartner(depsOf(), required(message, 'le message'), asked, answer());
    return { message, asked };
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
  why: async ([subject], _, answer) => {
    const { client, table } = depsOf();
    const own = await caseIn(subject, 'le dossier');
    const who = answer();
    const read = (cases: readonly string[]): Promise<void> =>
      recordRead(client, table, who, 'review why', [own, ...cases]);
    try {
      const whys = await readWhy(client, table, own);
      await read(
        whys.flatMap(({ neighbours = [], moved }) => [...neighbours, ...(moved ? [moved.from] : [])]),
      );
      return whys.map(whyLine).join('\n');
    } catch (error) {
      if (error instanceof HubError) await read([]);
      throw error;
    }
  },
  reopen: async ([message], values, answer) => {
    const own = await caseIn(values.case, '--case');
    await reopenReview(depsOf(), own, required(message, 'le message'), answer());
    return { reopened: message, case: own };
  },
  keep: async ([message], _, answer) => ({
    kept: await answerTerm(depsOf(), required(message, 'le message'), 'garde', answer()),
  }),
  drop: async ([message], _, answer) => ({
    dropped: await answerTerm(depsOf(), required(message, 'le message'), 'efface', answer()),
  }),
  confirm: async ([message], _, answer) => ({
    message,
    case: await answerEnd(depsOf(), required(message, 'la question'), 'confirmee', answer()),
  }),
  reject: async ([message], _, answer) => ({
    message,
    case: await answerEnd(depsOf(), required(message, 'la question'), 'rejetee', answer()),
  }),
  close: async ([message], _, answer) => {
    await closeReview(depsOf(), required(message, 'le message'), answer());
    return { closed: message };
  },
};

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [action, ...subjects] = positionals;
  const answer = () => ({ by: authorIn(values.by), at: new Date().toISOString() });
  const act = action !== undefined && Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (values.help || action === undefined) {
    console.log(HELP);
  } else if (action === 'list') {
    const who = answer();
    const { client, table } = depsOf();
    const reviews = await listReviews(client, table);
    const cases = reviews.flatMap(({ caseId, candidates }) => [caseId, ...candidates]);
    await recordRead(client, table, who, 'review list', cases);
    for (const { reasons, messageId, ...review } of reviews) {
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
