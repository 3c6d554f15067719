import { clore, rouvrir } from '../../../../shared/cases/commissions/decisions.ts';
import { noterPoints } from '../../../../shared/cases/commissions/doctrinale.ts';
import {
  annulerEtPrevenir,
  envoyerReleve,
  inviterMembres,
  proposerInvite,
  rappelerMembres,
} from '../../../../shared/cases/commissions/envois.ts';
import { verifierLigne } from '../../../../shared/cases/commissions/listes.ts';
import { changerSeance, ouvrirSeance, repondreInvite } from '../../../../shared/cases/commissions/seances.ts';
import { annulerTardives } from '../../../../shared/cases/commissions/transmission.ts';
import { noteLesReponses } from '../../../../shared/domain/commissions/acces.ts';
import { bailleursDe, type Tache } from '../../../../shared/domain/commissions/commission.ts';
import {
  inscrites,
  type Presence,
  presences as presenceCodes,
  type Refus,
} from '../../../../shared/domain/commissions/seance.ts';
import type { InSeance } from '../../in-seance.ts';
import type { Answers, Ctx, Seated, SignedIn } from '../../page.ts';
import { JournalPage } from '../../views/commissions/journal.tsx';
import { SeancePage } from '../../views/commissions/seance.tsx';
import { seancePath } from '../../views/commissions/words.tsx';
import { refuse } from '../refuse.tsx';
import { CHANGED, type CommissionPageDeps, createCommissionWork, sentTexts } from './deps.ts';

/** What is done to a session, and the work it is part of. */
const gestes = {
  convoquer: 'invitation',
  changer: 'invitation',
  annuler: 'invitation',
  rappeler: 'invitation',
  tardives: 'invitation',
  verifier: 'suivi',
  ouvrir: 'animation',
  clore: 'animation',
  rouvrir: 'animation',
  releve: 'releve',
  minutes: 'releve',
} as const satisfies Record<string, Tache>;
type Geste = keyof typeof gestes;
const isGeste = (text: string): text is Geste => Object.hasOwn(gestes, text);

/** A session: where it stands, what is to be done by whom, and by which day. */
export const seancePages = (
  deps: CommissionPageDeps,
): Answers<'seance' | 'runSeance' | 'acknowledge' | 'invite' | 'journal'> => {
  const work = createCommissionWork(deps);
  const { store, record, today } = work;

  const show = async (c: Ctx, signedIn: SignedIn, here: InSeance, refused?: Refus) => {
    const { commission, seance } = here;
    const [situations, charte, chartes, courriels] = await Promise.all([
      store.situations(commission.code, seance.date),
      store.charte(commission.code, seance.date, signedIn.id),
      here.works ? store.chartes(commission.code, seance.date) : [],
      here.works ? store.courriels(commission.code, seance.date) : [],
    ]);
    return c.html(
      <SeancePage
        here={here}
        situations={situations}
        charte={charte !== undefined}
        chartes={chartes}
        courriels={courriels}
        today={today()}
        refused={refused}
        done={c.req.query('fait')}
      />,
      refused === undefined ? 200 : refused.code === CHANGED.code ? 409 : 422,
    );
  };

  const run = async (
    _c: Ctx,
    signedIn: SignedIn,
    here: InSeance,
    geste: Geste,
    sent: (name: string) => string,
  ) => {
    const { commission, seance } = here;
    const answer = work.by(signedIn);
    const at = { commission, seance };
    switch (geste) {
      case 'convoquer':
        return inviterMembres(record, at, answer);
      case 'annuler':
        return annulerEtPrevenir(record, at, answer);
      case 'changer': {
        const creneaux = Object.fromEntries(
          bailleursDe(commission).flatMap(({ id }) =>
            sent(`creneau-${id}`) === '' ? [] : [[id, sent(`creneau-${id}`)]],
          ),
        );
        const points = sent('points')
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean);
        return changerSeance(
          record,
          at,
          { heure: sent('heure'), lieu: sent('lieu'), creneaux, points },
          answer,
        );
      }
      case 'rappeler':
        return rappelerMembres(record, at, answer);
      case 'tardives':
        return annulerTardives(record, at, sent('bailleur'), answer);
      case 'verifier':
        return verifierLigne(record, at, sent('situation'), sent('garder') === 'oui', answer);
      case 'ouvrir':
        return ouvrirSeance(record, at, presencesIn(here, sent), answer);
      case 'clore':
        return clore(record, at, answer);
      case 'rouvrir':
        return rouvrir(record, at, answer);
      case 'releve':
        return envoyerReleve(record, at, answer);
      case 'minutes':
        return noterPoints(
          record,
          at,
          new Map(seance.points.map((point, n) => [point, sent(`minute-${n}`)])),
          answer,
        );
    }
  };

  const within = (here: Seated, signedIn: SignedIn) => work.inSeance(here, signedIn);

  return {
    seance: async (c, signedIn, seated) => {
      const here = within(seated, signedIn);
      return here ? show(c, signedIn, here) : refuse(c, 'noSuch');
    },

    runSeance: async (c, signedIn, seated) => {
      const here = within(seated, signedIn);
      if (!here) return refuse(c, 'noSuch');
      const sent = await sentTexts(c);
      const geste = sent('faire');
      if (!isGeste(geste)) return refuse(c, 'noPage');
      if (!here.does(gestes[geste])) return refuse(c, 'notYours');
      const done = await run(c, signedIn, here, geste, sent);
      if (done.kind === 'refus') return show(c, signedIn, here, done.refus);
      if (done.kind === 'change') return show(c, signedIn, here, CHANGED);
      const to = geste === 'ouvrir' ? '/salle' : geste === 'clore' ? '/releve' : '';
      return c.redirect(`${seancePath(here.seance)}${to}?fait=${geste}`, 303);
    },

    acknowledge: async (c, signedIn, seated) => {
      const here = within(seated, signedIn);
      if (!here) return refuse(c, 'noSuch');
      const sent = await sentTexts(c);
      if (sent('lu') !== 'oui') return c.redirect(`${seancePath(here.seance)}#confidentialite`, 303);
      const { at } = work.by(signedIn);
      await store.acknowledge(here.commission.code, here.seance.date, {
        person: signedIn.id,
        by: signedIn.name,
        at,
      });
      const suite = sent('suite');
      return c.redirect(
        suite === seancePath(here.seance) || suite.startsWith(`${seancePath(here.seance)}/`)
          ? suite
          : `${seancePath(here.seance)}/liste`,
        303,
      );
    },

    invite: async (c, signedIn, seated) => {
      const here = within(seated, signedIn);
      const [own] = here?.membres ?? [];
      if (!here) return refuse(c, 'noSuch');
      if (!own) return refuse(c, 'notYours');
      const { commission, seance } = here;
      const sent = await sentTexts(c);
      const answer = work.by(signedIn);
      if (sent('faire') === 'repondre') {
        // Who has no page here answers by mail or in the room: the secretariat writes it down.
        const asked = commission.membres.find(({ id }) => id === sent(`pour-${sent('invite')}`));
        const pour = asked && noteLesReponses(commission, here.sieges) ? asked : own;
        const en = { commission, seance };
        const done = await repondreInvite(record, en, sent('invite'), pour.id, sent('oui') === 'oui', answer);
        if (done.kind === 'fait') return c.redirect(`${seancePath(seance)}?fait=invite`, 303);
        return show(c, signedIn, here, done.kind === 'refus' ? done.refus : CHANGED);
      }
      const partenaire = sent('partenaire');
      const entry = partenaire === '' ? undefined : await work.registry.get(partenaire);
      if (!entry)
        return show(c, signedIn, here, {
          code: 'PARTENAIRE_INCONNU',
          text: 'Cet organisme n’est pas au registre des partenaires : il y est inscrit d’abord.',
        });
      const { menages: chosen = [] } = await c.req.parseBody({ all: true });
      const asked = [chosen].flat();
      const listed =
        asked.length > 0 ? inscrites(await store.situations(commission.code, seance.date), seance) : [];
      const menages = listed.flatMap(({ id }) => (asked.includes(id) ? [id] : []));
      const invited = {
        id: `invite-${partenaire}`,
        nom: entry.name,
        partenaire,
        par: own.id,
        ...(menages.length > 0 && { menages }),
      };
      const done = await proposerInvite(record, { commission, seance }, invited, answer);
      if (done.kind === 'fait') return c.redirect(`${seancePath(seance)}?fait=invite`, 303);
      return show(c, signedIn, here, done.kind === 'refus' ? done.refus : CHANGED);
    },

    journal: async (c, signedIn, seated) => {
      const here = within(seated, signedIn);
      if (!here) return refuse(c, 'noSuch');
      if (!here.works) return refuse(c, 'notYours');
      const { commission, seance } = here;
      const [changes, chartes, courriels] = await Promise.all([
        store.journal(commission.code, seance.date),
        store.chartes(commission.code, seance.date),
        store.courriels(commission.code, seance.date),
      ]);
      return c.html(
        <JournalPage here={here} changes={changes.toReversed()} chartes={chartes} courriels={courriels} />,
      );
    },
  };
};

const presencesIn = ({ commission }: InSeance, sent: (name: string) => string): Record<string, Presence> =>
  Object.fromEntries(
    commission.membres.flatMap(({ id }) => {
      const said = presenceCodes.find((code) => code === sent(`presence-${id}`));
      return said === undefined ? [] : [[id, said]];
    }),
  );
