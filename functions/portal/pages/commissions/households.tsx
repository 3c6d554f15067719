import { caseOfMessages } from '../../../../shared/cases/commissions/cases-of.ts';
import {
  contribuer,
  decider,
  marqueDe,
  rendreCompte,
} from '../../../../shared/cases/commissions/decisions.ts';
import { retirerMenage } from '../../../../shared/cases/commissions/retrait.ts';
import { avecUrgences } from '../../../../shared/cases/commissions/urgences.ts';
import { isDay } from '../../../../shared/domain/calendar/civil-date.ts';
import { voit, voitLeMenage, vueDe } from '../../../../shared/domain/commissions/acces.ts';
import { enMots } from '../../../../shared/domain/commissions/issues.ts';
import {
  estInscrite,
  inscrites,
  type Refus,
  type Situation,
} from '../../../../shared/domain/commissions/seance.ts';
import { type Organisme, organismeCodes } from '../../../../shared/domain/events/organismes.ts';
import {
  etatsSuite,
  issuesClpil,
  mesuresDecidees,
  raisonsSuite,
  recommandationsCcapex,
} from '../../../../shared/domain/events/support.ts';
import { words } from '../../../../shared/domain/notices/words.ts';
import type { InSeance } from '../../in-seance.ts';
import type { Answers, Ctx, Seated, SignedIn } from '../../page.ts';
import { OrdreDuJourPage } from '../../views/commissions/ccapex/ordre-du-jour.tsx';
import { ChartePage } from '../../views/commissions/charte.tsx';
import { ListePage } from '../../views/commissions/liste.tsx';
import { SallePage } from '../../views/commissions/salle.tsx';
import { SituationPage } from '../../views/commissions/situation.tsx';
import { seancePath } from '../../views/commissions/words.tsx';
import { refuse } from '../refuse.tsx';
import { gesteCcapex } from './ccapex-situation.ts';
import { CHANGED, type CommissionPageDeps, type CommissionWork, createCommissionWork } from './deps.ts';

/** Whether a path's part may name a household. */
const isSituationId = (text: string): boolean => /^[0-9a-f]{24}$/.test(text);

/**
 * The households of a session that a reader may see, once they have acknowledged the charter; the page that asks for it before. What is read of
 * cases is recorded first.
 */
export const createHouseholds = (deps: CommissionPageDeps, work: CommissionWork) => ({
  seen: async (
    c: Ctx,
    signedIn: SignedIn,
    here: InSeance,
    page: string,
    only?: string,
  ): Promise<{ situations: Situation[] } | { answer: Response | Promise<Response> }> => {
    const { commission, seance, sieges } = here;
    const [charte, all] = await Promise.all([
      work.store.charte(commission.code, seance.date, signedIn.id),
      only === undefined
        ? work.store.situations(commission.code, seance.date)
        : isSituationId(only)
          ? work.store.situation(commission.code, seance.date, only).then((one) => (one ? [one] : []))
          : [],
    ]);
    if (!charte) {
      const { pathname } = new URL(c.req.url);
      return { answer: c.html(<ChartePage here={here} suite={pathname} />) };
    }
    const visible = inscrites(all, seance).filter((one) =>
      voitLeMenage(commission.nature, sieges, vueDe(one)),
    );
    const cases = await caseOfMessages(deps, visible);
    const situations = visible.map((one) => {
      const caseId = cases.get(one.id);
      return caseId === undefined ? one : { ...one, caseId };
    });
    await work.recordSeen(signedIn, page, situations);
    return {
      situations:
        commission.nature === 'clpil' ? situations : await avecUrgences(deps, situations, work.today()),
    };
  },
});

/** What a form says of outcomes: `issue|organisme`, and recommendations; what is neither is left. */
const decisionIn = (values: readonly string[], note: string) => ({
  issues: values.flatMap((value) => {
    const [issue, organisme] = value.split('|');
    const known = issuesClpil.find((one) => one === issue);
    const body = organismeCodes.find((one): one is Organisme => one === organisme);
    return known && body ? [{ issue: known, organisme: body }] : [];
  }),
  recommandations: recommandationsCcapex.filter((one) => values.includes(one)),
  note,
  ...(values.includes('avis') && { nature: 'avis' as const }),
});

const GONE: Refus = {
  code: 'SITUATION_INCONNUE',
  text: 'Ce ménage n’est pas, ou n’est plus sur la liste : rien n’est gardé de votre saisie. Rechargez la page.',
};

const many = (body: Record<string, unknown>, name: string): string[] =>
  [body[name]].flat().filter((one): one is string => typeof one === 'string' && one !== '');

/** What was decided of a household, in words. */
const ditDe = ({ issues, recommandations }: Situation): string =>
  [...issues.map(enMots), ...recommandations.map((one) => words[one])].join(', ') || 'rien';

/** The households of a session: the list, the room, one household. */
export const householdPages = (
  deps: CommissionPageDeps,
): Answers<'liste' | 'salle' | 'situation' | 'tellSituation'> => {
  const work = createCommissionWork(deps);
  const { store, record, today } = work;
  const { seen } = createHouseholds(deps, work);

  const one = async (
    c: Ctx,
    signedIn: SignedIn,
    here: InSeance,
    id: string,
    refused?: Refus,
  ): Promise<Response> => {
    const found = await seen(c, signedIn, here, 'situation', id);
    if ('answer' in found) return found.answer;
    const [situation] = found.situations;
    if (!situation) return refuse(c, 'noSuch');
    return c.html(
      <SituationPage
        here={here}
        situation={situation}
        eclairage={await work.eclairage(here, situation)}
        today={today()}
        refused={refused}
        done={c.req.query('fait')}
      />,
      refused === undefined ? 200 : refused.code === CHANGED.code ? 409 : 422,
    );
  };

  return {
    liste: async (c, signedIn, seated: Seated) => {
      const here = work.inSeance(seated, signedIn);
      if (here?.seance.type !== 'situations') return refuse(c, 'noSuch');
      const found = await seen(c, signedIn, here, 'liste');
      return 'answer' in found
        ? found.answer
        : c.html(
            here.commission.nature === 'clpil' ? (
              <ListePage here={here} situations={found.situations} today={today()} />
            ) : (
              <OrdreDuJourPage here={here} situations={found.situations} />
            ),
          );
    },

    salle: async (c, signedIn, seated) => {
      const here = work.inSeance(seated, signedIn);
      if (here?.seance.type !== 'situations') return refuse(c, 'noSuch');
      if (!here.does('animation')) return refuse(c, 'notYours');
      const found = await seen(c, signedIn, here, 'salle');
      return 'answer' in found
        ? found.answer
        : c.html(<SallePage here={here} situations={found.situations} done={c.req.query('fait')} />);
    },

    situation: async (c, signedIn, seated) => {
      const here = work.inSeance(seated, signedIn);
      return here ? one(c, signedIn, here, c.req.param('situation') ?? '') : refuse(c, 'noSuch');
    },

    tellSituation: async (c, signedIn, seated) => {
      const here = work.inSeance(seated, signedIn);
      if (!here) return refuse(c, 'noSuch');
      const { commission, seance } = here;
      const id = c.req.param('situation') ?? '';
      const found = isSituationId(id) ? await store.situation(commission.code, seance.date, id) : undefined;
      const isScript = c.req.header('accept')?.includes('application/json') === true;
      // Whoever is in a room learns that a household is gone, in words that its page can show.
      if (!found || found.etat === 'retiree' || !mayAct(here, found))
        return isScript ? c.json(GONE, 404) : refuse(c, 'noSuch');
      const body = await c.req.parseBody({ all: true });
      const text = (name: string): string => many(body, name)[0]?.trim() ?? '';
      const answer = work.by(signedIn);
      const at = { commission, seance };
      const own = `${seancePath(seance)}/situations/${id}`;
      const [member] = here.membres;
      switch (text('faire')) {
        case 'decider': {
          if (!here.does('animation')) return refuse(c, 'notYours');
          const decision = decisionIn(many(body, 'issues'), text('note'));
          const done = await decider(record, at, id, decision, text('vue'), answer);
          if (done.kind === 'autre') {
            const { decidee } = done.situation;
            const refus = {
              code: 'DECIDE_PAR_UN_AUTRE',
              text: `${decidee?.by ?? 'Quelqu’un'} vient de décider : ${ditDe(done.situation)}. Votre saisie n’a rien remplacé : relisez, puis confirmez la vôtre ou gardez la sienne.`,
            };
            return isScript
              ? c.json({ ...refus, vue: marqueDe(done.situation) }, 409)
              : one(c, signedIn, here, id, refus);
          }
          if (done.kind !== 'fait') {
            const refus = done.kind === 'refus' ? done.refus : CHANGED;
            return isScript ? c.json(refus, 422) : one(c, signedIn, here, id, refus);
          }
          if (isScript) return c.json({ vue: marqueDe(done.situation), dit: ditDe(done.situation) });
          return c.redirect(
            text('suite') === 'salle'
              ? `${seancePath(seance)}/salle#s-${text('suivante') || id}`
              : `${own}?fait=decider`,
            303,
          );
        }
        case 'contribuer': {
          if (!member || here.sieges.every(({ kind }) => kind === 'invite')) return refuse(c, 'notYours');
          const texte = text('texte');
          const done = await contribuer(
            record,
            at,
            id,
            member.id,
            { connu: text('connu') === 'oui', texte },
            answer,
          );
          if (done.kind === 'fait') return c.redirect(`${own}?fait=contribuer`, 303);
          return one(c, signedIn, here, id, done.kind === 'refus' ? done.refus : CHANGED);
        }
        case 'compte': {
          const mesure = mesuresDecidees.find((code) => code === text('mesure'));
          const etat = etatsSuite.find((code) => code === text('etat'));
          const raison = raisonsSuite.find((code) => code === text('raison'));
          const organisme = organismeCodes.find((code) => code === text('organisme'));
          const le = text('le');
          if (!member) return refuse(c, 'notYours');
          if (!mesure || !etat || !isDay(le))
            return one(c, signedIn, here, id, {
              code: 'COMPTE_INCOMPLET',
              text: 'Dites la mesure, où elle en est, et depuis quel jour.',
            });
          const suite = {
            mesure,
            etat,
            le,
            membre: member.id,
            ...(organisme && { organisme }),
            ...(raison && etat === 'nonFaite' && { raison }),
          };
          const done = await rendreCompte(record, at, id, suite, answer);
          if (done.kind === 'fait') return c.redirect(`${own}?fait=compte`, 303);
          return one(c, signedIn, here, id, done.kind === 'refus' ? done.refus : CHANGED);
        }
        case 'retirer': {
          const mayWithdraw = here.does('suivi') || here.membres.some((one) => one.id === found.bailleur);
          if (!mayWithdraw || commission.nature !== 'clpil') return refuse(c, 'notYours');
          const done = await retirerMenage(record, at, id, answer);
          if (done.kind === 'fait') {
            const to = here.works ? '' : `/bailleurs/${found.bailleur}`;
            return c.redirect(`${seancePath(seance)}${to}?fait=retrait`, 303);
          }
          return one(c, signedIn, here, id, done.kind === 'refus' ? done.refus : CHANGED);
        }
        case 'interroger':
        case 'repondre':
        case 'oter': {
          const done = await gesteCcapex(record, here, id, text, answer);
          if (done === 'notYours') return refuse(c, 'notYours');
          if (done.kind === 'fait')
            return c.redirect(
              text('faire') === 'oter' ? `${seancePath(seance)}/liste` : `${own}?fait=${text('faire')}`,
              303,
            );
          return one(c, signedIn, here, id, done.kind === 'refus' ? done.refus : CHANGED);
        }
        default:
          return refuse(c, 'noPage');
      }
    },
  };
};

/** Whether a reader may do anything to a household: they see it on the list, or it is a landlord's own, or the secretariat's to check. */
const mayAct = ({ commission, seance, sieges, membres, works }: InSeance, situation: Situation): boolean =>
  (estInscrite(situation, seance) && voitLeMenage(commission.nature, sieges, vueDe(situation))) ||
  membres.some(({ id }) => id === situation.bailleur) ||
  (works && voit(commission.nature, sieges, 'identite', vueDe(situation)));
