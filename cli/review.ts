import * as z from 'zod';
import { resolveCase, reviewIdOf } from '../shared/cases/filing/case-names.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import {
  answerEnd,
  answerTerm,
  askPartner,
  attachDoubt,
  closeReview,
  confirmNew,
  detachEvents,
  mergeCases,
  type ReviewDeps,
  undoMove,
} from '../shared/cases/review/answers.ts';
import { confirmCommune } from '../shared/cases/review/confirm-commune.ts';
import { listReviews } from '../shared/cases/review/open-reviews.ts';
import { readWhy } from '../shared/cases/review/read-why.ts';
import { reopenReview } from '../shared/cases/review/reopen.ts';
import { resolveDwelling } from '../shared/domain/territory/resolve.ts';
import { HubError } from '../shared/errors.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { createReferences } from '../shared/store/references.ts';
import { chosen, DONE, environment, Misused, needed, type Options, type Values } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';
import { reviewLines, whyLine } from './review/told.ts';

const envSchema = z.object({
  TABLE_NAME: z.string().min(1),
  MATCHING_KEY: z.string().min(16),
  DEPARTEMENT: z.string().default('77'),
});

/** Most characters of a question asked of a partner. */
const MOST_ASKED = 500;

const depsOf = (): ReviewDeps => {
  const { TABLE_NAME: table, MATCHING_KEY: matchingKey, DEPARTEMENT } = environment(envSchema);
  const client = createDocumentClient();
  return { client, table, matchingKey, nextReference: createReferences(client, table, DEPARTEMENT) };
};

/** The hub's reference of a case, given that reference or a sender's own name of the case. */
const caseIn = async (asked: string | undefined, name: string): Promise<string> => {
  const { client, table } = depsOf();
  return resolveCase(client, table, needed(asked, name));
};

const options = {
  insee: { type: 'string', value: 'CODE', about: 'code INSEE de la commune (commune)' },
  case: { type: 'string', value: 'DOSSIER', about: 'le dossier où aller (attach, detach, reopen)' },
  event: { type: 'string', value: 'ID', about: 'un événement à sortir (detach) ; se répète', multiple: true },
  what: { type: 'string', value: 'TEXTE', about: 'ce qui est demandé au partenaire (ask)' },
  json: { type: 'boolean', about: 'la même liste pour un programme, une question par ligne (list)' },
  by: { type: 'string', value: 'NOM', about: 'qui répond, ou lit' },
} as const satisfies Options;
type Answer = () => { by: string; at: string };

/** What each action does with its subjects. The result is printed as one line of JSON, or as text. */
const actions: Record<
  string,
  (subjects: string[], values: Values<typeof options>, answer: Answer) => Promise<unknown>
> = {
  list: async (_subjects, { json }, answer) => {
    const who = answer();
    const { client, table } = depsOf();
    const reviews = await listReviews(client, table);
    const cases = reviews.flatMap(({ caseId, candidates }) => [caseId, ...candidates]);
    await recordRead(client, table, who, 'review list', cases);
    if (!json)
      return reviews.length === 0
        ? 'Rien n’attend une personne.'
        : reviews.flatMap((one, n) => [...(n > 0 ? [''] : []), ...reviewLines(one)]).join('\n');
    return reviews
      .map(({ reasons, messageId, ...review }) => {
        // Whoever audits an attachment must judge without knowing the hub's reasons.
        const shown = review.reason === 'audit' ? {} : { reasons };
        const id = reviewIdOf({ ...review, messageId });
        return JSON.stringify({ id, ...review, ...shown });
      })
      .join('\n');
  },
  find: async ([asked], _, answer) => {
    const { client, table } = depsOf();
    const who = answer();
    const found = await caseIn(asked, 'le nom du dossier');
    await recordRead(client, table, who, 'review find', [found]);
    return { case: found };
  },
  commune: async ([subject], { insee: asked }, answer) => {
    const found = resolveDwelling({ insee: needed(asked, '--insee') });
    if (found.kind !== 'resolved') throw new Misused(`${asked} n'est pas une commune de Seine-et-Marne`);
    const { insee, commune, arrondissement } = found;
    const caseId = await caseIn(subject, 'le dossier');
    await confirmCommune(depsOf(), caseId, { insee, commune, arrondissement }, answer());
    return { case: caseId, insee, commune, arrondissement };
  },
  attach: async ([message], values, answer) => {
    const into = await caseIn(values.case, '--case');
    return { message, case: await attachDoubt(depsOf(), needed(message, 'le message'), into, answer()) };
  },
  new: async ([message], _, answer) => ({
    message,
    case: await confirmNew(depsOf(), needed(message, 'le message'), 'confirme', answer()),
  }),
  distinct: async ([message], _, answer) => ({
    message,
    case: await confirmNew(depsOf(), needed(message, 'le message'), 'distinct', answer()),
  }),
  ask: async ([message], { what }, answer) => {
    const asked = needed(what, '--what');
    if (asked.length > MOST_ASKED) throw new Misused(`--what : ${MOST_ASKED} caractères au plus`);
    await askPartner(depsOf(), needed(message, 'le message'), asked, answer());
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
    if (events.length === 0) throw new Misused('il manque --event');
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
    await reopenReview(depsOf(), own, needed(message, 'le message'), answer());
    return { reopened: message, case: own };
  },
  keep: async ([message], _, answer) => ({
    kept: await answerTerm(depsOf(), needed(message, 'le message'), 'garde', answer()),
  }),
  drop: async ([message], _, answer) => ({
    dropped: await answerTerm(depsOf(), needed(message, 'le message'), 'efface', answer()),
  }),
  confirm: async ([message], _, answer) => ({
    message,
    case: await answerEnd(depsOf(), needed(message, 'la question'), 'confirmee', answer()),
  }),
  reject: async ([message], _, answer) => ({
    message,
    case: await answerEnd(depsOf(), needed(message, 'la question'), 'rejetee', answer()),
  }),
  close: async ([message], _, answer) => {
    await closeReview(depsOf(), needed(message, 'le message'), answer());
    return { closed: message };
  },
};

export const review = command({
  about: `Répond à ce qui attend une personne : une commune incertaine, un ménage peut-être déjà connu, deux dossiers qui n'en
font peut-être qu'un, un fait qui mettrait fin à un dossier, un dossier ouvert arrivé au terme de sa conservation.`,
  usage: `list --by NOM                           ce qui attend, le plus ancien d'abord, et pourquoi
find NOM-DU-DOSSIER --by NOM            le dossier qu'un partenaire nomme au téléphone, par exemple K7QF-2M9X-4TRB
why DOSSIER --by NOM                    pourquoi chaque événement est dans ce dossier, et les dossiers voisins
commune DOSSIER --insee 77305 --by NOM  la commune du logement d'un dossier

Un message dans le doute (son dossier est provisoire, ses alertes d'échéance attendent) ; QUESTION : « id », que list donne :
attach QUESTION --case DOSSIER --by NOM c'est le ménage de ce dossier
new QUESTION --by NOM                   c'est un ménage nouveau
distinct QUESTION --by NOM              c'est un ménage nouveau, et jamais l'un des dossiers proposés
ask QUESTION --what "…" --by NOM        demander une précision au partenaire, qui lit ces mots tels quels :
                                        rien d'un autre ménage ni d'un autre partenaire

Un fait qui mettrait fin au dossier, d'un expéditeur qui n'y avait rien transmis (les échéances courent en attendant) :
confirm QUESTION --by NOM               il est vrai : il compte
reject QUESTION --by NOM                il ne l'est pas : il reste au dossier, sans effet

Deux dossiers :
merge DOSSIER DOSSIER --by NOM          propose de les réunir ; une autre personne confirme, de même
distinct fusion-DOSSIER-DOSSIER --by NOM
                                        non, ce sont deux ménages : ne plus le proposer
detach DOSSIER --event ID [--case DOSSIER] --by NOM
                                        sort un événement du dossier, vers le sien ou un autre
undo DOSSIER --by NOM                   annule la dernière réunion ou sortie qui l'a touché

Un dossier ouvert arrivé au terme de sa conservation (« terme ») :
keep QUESTION --by NOM                  on le garde : sa durée repart de ce jour
drop QUESTION --by NOM                  il peut partir : mis à l'écart à la prochaine veille, puis effacé
                                        (person restore le ramène d'ici là)

close QUESTION --by NOM                 rien à changer (cohérence, contrôle)
reopen QUESTION --case DOSSIER --by NOM annule new, distinct, confirm, reject ou close : la question est de nouveau ouverte`,
  options,
  operands: 3,
  notes: `Un DOSSIER se dit par sa référence (77-2026-000123) ou par le nom qu'un partenaire lui donne (K7QF-2M9X-4TRB).

Variables : TABLE_NAME (sortie de la pile) et MATCHING_KEY (valeur du secret MatchingKeySecret), et l'accès AWS de qui répond ;
en local, AWS_ENDPOINT_URL_DYNAMODB aussi. Qui a répondu, et quand, est conservé ; qui a lu quels dossiers, aussi.`,
  run: async ({ values, operands: [action, ...subjects] }) => {
    const answer = () => ({ by: authorIn(values.by), at: new Date().toISOString() });
    const told = await chosen(actions, action, 'action')(subjects, values, answer);
    if (told !== '') console.log(typeof told === 'string' ? told : JSON.stringify(told));
    return DONE;
  },
});
