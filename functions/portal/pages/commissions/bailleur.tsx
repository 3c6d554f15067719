import { caseOfMessages } from '../../../../shared/cases/commissions/cases-of.ts';
import { transmettre } from '../../../../shared/cases/commissions/envois.ts';
import {
  attentes,
  deposerListe,
  noterLettres,
  oterLigne,
  precedentes,
  type Rapport,
} from '../../../../shared/cases/commissions/listes.ts';
import { accorder } from '../../../../shared/cases/commissions/retrait.ts';
import { isDay } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Membre } from '../../../../shared/domain/commissions/commission.ts';
import type { Verdict } from '../../../../shared/domain/commissions/liste.ts';
import { estInscrite, type Refus, type Situation } from '../../../../shared/domain/commissions/seance.ts';
import { lireListe } from '../../../../shared/intake/commissions/lire-liste.ts';
import { courriersDAccordPdf } from '../../../../shared/outbound/commissions/courriers.ts';
import { tableauAPreparer } from '../../../../shared/outbound/commissions/tableaux.ts';
import type { InSeance } from '../../in-seance.ts';
import type { Answers, Ctx, Seated, SignedIn } from '../../page.ts';
import { BailleurPage } from '../../views/commissions/bailleur.tsx';
import { ChartePage } from '../../views/commissions/charte.tsx';
import { seancePath } from '../../views/commissions/words.tsx';
import { fileAnswer, XLSX } from '../file-answer.ts';
import { refuse } from '../refuse.tsx';
import { CHANGED, type CommissionPageDeps, createCommissionWork } from './deps.ts';

/** Most bytes of a table: a thousand rows are some hundred kilobytes. */
const MOST_BYTES = 3 * 1024 * 1024;

/** A row as the landlord reads it: its line, and each thing that is to be known of it. */
type LigneDite = {
  ligne: number;
  reference: string;
  prise: boolean;
  dites: { texte: string; grave: boolean }[];
};

/** A landlord's slot in a session: its table, its letters, its list. It is shown its own households, and no others. */
export const bailleurPages = (
  deps: CommissionPageDeps,
): Answers<'bailleurSlot' | 'runBailleur' | 'bailleurFile'> => {
  const work = createCommissionWork(deps);
  const { store, record, today } = work;

  /** The landlord that the path names, if the reader speaks for it, or does the commission's work. */
  const slotOf = (
    c: Ctx,
    seated: Seated,
    signedIn: SignedIn,
  ): { here: InSeance; membre: Membre; isOwn: boolean } | undefined => {
    const here = work.inSeance(seated, signedIn);
    const id = c.req.param('membre');
    const membre = here?.commission.membres.find((one) => one.id === id && one.organisme === 'bailleur');
    const isOwn = here?.membres.some((one) => one.id === membre?.id) === true;
    return here && membre && (isOwn || here.does('suivi')) ? { here, membre, isOwn } : undefined;
  };

  /** The charter, for whoever follows a landlord's list that is not their own and has not acknowledged it. */
  const charteFirst = async (
    c: Ctx,
    signedIn: SignedIn,
    { here, isOwn }: { here: InSeance; isOwn: boolean },
  ): Promise<Response | undefined> => {
    const { commission, seance } = here;
    if (isOwn || (await store.charte(commission.code, seance.date, signedIn.id))) return undefined;
    const { pathname } = new URL(c.req.url);
    return c.html(<ChartePage here={here} suite={pathname} />);
  };

  /** Records that a person reads households, by the cases that are known of them. Nothing is shown before. */
  const recorded = async (
    signedIn: SignedIn,
    page: string,
    situations: readonly Situation[],
  ): Promise<readonly Situation[]> => {
    const cases = await caseOfMessages(deps, situations);
    await work.recordSeen(
      signedIn,
      page,
      situations.map(({ id }) => ({ caseId: cases.get(id) })),
    );
    return situations;
  };

  const ownOf = async ({ commission, seance }: InSeance, membre: Membre): Promise<Situation[]> =>
    (await store.situations(commission.code, seance.date)).filter(
      ({ bailleur, etat }) => bailleur === membre.id && etat !== 'retiree',
    );

  const show = async (
    c: Ctx,
    signedIn: SignedIn,
    here: InSeance,
    membre: Membre,
    {
      refused,
      lignes,
      avertissements = [],
    }: { refused?: Refus; lignes?: LigneDite[]; avertissements?: string[] } = {},
  ) => {
    const situations = await recorded(signedIn, 'bailleur', await ownOf(here, membre));
    const waiting = new Map<string, Verdict[]>(
      situations.map((one) => [one.id, one.etat === 'proposee' ? attentes(one, here, today()) : []]),
    );
    return c.html(
      <BailleurPage
        here={here}
        membre={membre}
        situations={situations}
        waiting={waiting}
        today={today()}
        refused={refused}
        lignes={lignes}
        avertissements={avertissements}
        done={c.req.query('fait')}
        told={c.req.query('n')}
        gone={c.req.query('retirees')}
      />,
      refused === undefined ? 200 : refused.code === CHANGED.code ? 409 : 422,
    );
  };

  return {
    bailleurSlot: async (c, signedIn, seated) => {
      const at = slotOf(c, seated, signedIn);
      if (!at) return refuse(c, 'notYours');
      return (await charteFirst(c, signedIn, at)) ?? show(c, signedIn, at.here, at.membre);
    },

    runBailleur: async (c, signedIn, seated) => {
      const at = slotOf(c, seated, signedIn);
      if (!at) return refuse(c, 'notYours');
      const first = await charteFirst(c, signedIn, at);
      if (first) return first;
      const { here, membre } = at;
      const { commission, seance } = here;
      const answer = work.by(signedIn);
      const body = await c.req.parseBody();
      const text = (name: string): string => {
        const value = body[name];
        return typeof value === 'string' ? value.trim() : '';
      };
      const to = (fait: string, n?: number, retirees = 0) =>
        c.redirect(
          `${seancePath(seance)}/bailleurs/${membre.id}?fait=${fait}${n === undefined ? '' : `&n=${n}`}${retirees === 0 ? '' : `&retirees=${retirees}`}`,
          303,
        );
      const not = (refused: Refus) => show(c, signedIn, here, membre, { refused });
      switch (text('faire')) {
        case 'deposer': {
          const file = body.tableau;
          if (!(file instanceof File) || file.size === 0)
            return not({ code: 'TABLEAU_ABSENT', text: 'Choisissez votre tableau : .xlsx, .ods ou .csv.' });
          if (file.size > MOST_BYTES)
            return not({
              code: 'TABLEAU_TROP_GRAND',
              text: 'Trois mégaoctets au plus : retirez les images et les autres feuilles.',
            });
          const read = await lireListe(new Uint8Array(await file.arrayBuffer()), {
            sender: membre.partenaire ?? '',
            date: seance.date,
            at: answer.at,
          });
          if (!read.ok)
            return not({
              code: read.issue.code,
              text: `${read.issue.message} Attendu : ${read.issue.expected}.`,
            });
          const rows = read.lignes.flatMap(({ ligne, event }) => (event ? [{ ligne, event }] : []));
          const done = await deposerListe(record, { commission, seance }, membre, rows, answer);
          if (done.kind !== 'fait') return not(done.kind === 'refus' ? done.refus : CHANGED);
          return show(c, signedIn, here, membre, {
            lignes: ditesDe(read.lignes, done.rapport),
            avertissements: read.avertissements.map(({ message }) => message),
          });
        }
        case 'lettres': {
          const le = text('le');
          if (!isDay(le))
            return not({ code: 'DATE_ATTENDUE', text: 'Dites quel jour les lettres sont parties.' });
          const done = await noterLettres(record, { commission, seance }, membre.id, le, answer);
          return done.kind === 'fait'
            ? to('lettres', done.notees)
            : not(done.kind === 'refus' ? done.refus : CHANGED);
        }
        case 'transmettre': {
          const done = await transmettre(
            record,
            { commission, seance },
            membre,
            work.dire(commission.code),
            answer,
          );
          return done.kind === 'fait'
            ? to(done.tardive ? 'transmiseTard' : 'transmise', done.inscrites, done.retirees)
            : not(done.kind === 'refus' ? done.refus : CHANGED);
        }
        case 'oter': {
          const found = await store.situation(commission.code, seance.date, text('situation'));
          if (found?.bailleur !== membre.id) return refuse(c, 'noSuch');
          const done = await oterLigne(record, { commission, seance }, found.id, answer);
          return done.kind === 'fait' ? to('otee') : not(done.kind === 'refus' ? done.refus : CHANGED);
        }
        case 'accord': {
          const le = text('accordLe');
          if (!isDay(le) || text('nom') === '')
            return not({ code: 'ACCORD_INCOMPLET', text: 'Dites de qui est l’accord écrit, et sa date.' });
          const menage = {
            household: [
              {
                nomNaissance: text('nom'),
                ...(text('prenom') !== '' && { prenoms: [text('prenom')] }),
                ...(isDay(text('naissance')) && { dateNaissance: text('naissance') }),
              },
            ],
            dwelling: {},
          };
          const done = await accorder(
            record,
            { commission, seance },
            menage,
            { bailleur: here.does('suivi') ? undefined : membre.id, le },
            answer,
          );
          return done.kind === 'fait' ? to('accord') : not(done.kind === 'refus' ? done.refus : CHANGED);
        }
        default:
          return refuse(c, 'noPage');
      }
    },

    bailleurFile: async (c, signedIn, seated) => {
      const at = slotOf(c, seated, signedIn);
      if (!at) return refuse(c, 'notYours');
      const first = await charteFirst(c, signedIn, at);
      if (first) return first;
      const { here, membre } = at;
      const { commission, seance } = here;
      switch (c.req.param('fichier')) {
        case 'tableau.xlsx': {
          const mine = await ownOf(here, membre);
          const before =
            mine.length > 0
              ? mine
              : await precedentes(
                  store,
                  await store.seances(commission.code),
                  { commission, seance },
                  membre.id,
                );
          await recorded(signedIn, 'tableau', before);
          return fileAnswer(await tableauAPreparer(before), {
            type: XLSX,
            name: `clpil-${commission.code}-${seance.date}-${membre.id}.xlsx`,
          });
        }
        case 'lettres.pdf': {
          const own = (await ownOf(here, membre)).filter((one) => !estInscrite(one, seance));
          if (own.length === 0) return refuse(c, 'noSuch');
          await recorded(signedIn, 'lettres', own);
          const le = c.req.query('le');
          const pdf = await courriersDAccordPdf(
            commission,
            seance,
            membre,
            own,
            le !== undefined && isDay(le) ? le : today(),
          );
          return fileAnswer(new Uint8Array(pdf), {
            type: 'application/pdf',
            name: `lettres-${commission.code}-${seance.date}-${membre.id}.pdf`,
          });
        }
        default:
          return refuse(c, 'noSuch');
      }
    },
  };
};

/** Every row of the table, in order: what it became, and why. */
const ditesDe = (
  lignes: Extract<Awaited<ReturnType<typeof lireListe>>, { ok: true }>['lignes'],
  rapport: Rapport,
): LigneDite[] => {
  const judged = new Map(rapport.lignes.map((one) => [one.ligne, one]));
  return lignes.map(({ ligne, reference, event, issues }) => {
    const one = judged.get(ligne);
    return {
      ligne,
      reference,
      prise: one?.prise === true,
      dites: [
        ...issues.map(({ path, message, expected }) => ({
          texte: `${path === '' ? '' : `${path} : `}${message}${event ? '' : ` Attendu : ${expected}.`}`,
          grave: event === undefined,
        })),
        ...(one?.verdicts ?? []).map(({ text, gravite }) => ({ texte: text, grave: gravite === 'refus' })),
      ],
    };
  });
};
