import { clore, rouvrir } from '../../../../shared/cases/commissions/decisions.ts';
import { annulerTardives, verifierLigne } from '../../../../shared/cases/commissions/listes.ts';
import { retards } from '../../../../shared/cases/commissions/retards.ts';
import {
  annulerSeance,
  changerSeance,
  convoquer,
  inviter,
  ouvrirSeance,
  repondreInvite,
} from '../../../../shared/cases/commissions/seances.ts';
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
    const { membres } = commission;
    const answer = work.by(signedIn);
    const at = { commission, seance };
    switch (geste) {
      case 'convoquer': {
        const fois = String((seance.convocation?.fois ?? 0) + 1);
        return convoquer(record, at, await work.courriels(here, 'convocation', { membres }, fois), answer);
      }
      case 'annuler':
        return annulerSeance(
          record,
          at,
          await work.courriels(here, 'annulation', { membres }, 'une'),
          answer,
        );
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
      case 'rappeler': {
        const situations = await store.situations(commission.code, seance.date);
        const silent = retards(at, situations).aRappeler;
        if (silent.length === 0)
          return {
            kind: 'refus' as const,
            refus: {
              code: 'PERSONNE_A_RAPPELER',
              text: 'Personne n’est à rappeler : chacun a dit ce qu’il sait, ou la liste est arrivée en retard et aucun membre n’y est tenu.',
            },
          };
        const courriels = await work.courriels(here, 'rappel', { membres: silent }, today());
        const failed = await store.change(
          seance,
          { courriels },
          { at: answer.at, by: answer.by, what: `rappel à ${silent.length} membres` },
        );
        return failed.length > 0 ? { kind: 'change' as const } : { kind: 'fait' as const };
      }
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
      case 'releve': {
        if (seance.etat !== 'close')
          return {
            kind: 'refus' as const,
            refus: { code: 'SEANCE_NON_CLOSE', text: 'Le relevé part une fois la séance close.' },
          };
        const fois = String(seance.cloture?.fois ?? 1);
        const absents = membres.filter(
          ({ id, organisme }) =>
            organisme !== 'bailleur' && (seance.presences[id] ?? 'present') !== 'present',
        );
        const courriels = [
          ...(await work.courriels(here, 'releve', { membres, etat: true }, fois)),
          ...(await work.courriels(here, 'tableau', { membres: absents }, fois)),
        ];
        const failed = await store.change(
          seance,
          {
            courriels,
            seance: { ...seance, version: seance.version + 1, releve: { at: answer.at, by: answer.by } },
          },
          { at: answer.at, by: answer.by, what: `relevé envoyé, ${courriels.length} messages` },
        );
        return failed.length > 0 ? { kind: 'change' as const } : { kind: 'fait' as const };
      }
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
        suite.startsWith(`${seancePath(here.seance)}/`) ? suite : `${seancePath(here.seance)}/liste`,
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
        const done = await repondreInvite(
          record,
          { commission, seance },
          sent('invite'),
          own.id,
          sent('oui') === 'oui',
          answer,
        );
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
      const invited = { id: `invite-${partenaire}`, nom: entry.name, partenaire, par: own.id };
      const others = commission.membres.filter(({ id }) => id !== own.id);
      const courriels = await work.courriels(here, 'acceptation', { membres: others }, partenaire);
      const done = await inviter(record, { commission, seance }, invited, courriels, answer);
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

/** How many of a session's households are decided. */
export const decidees = (here: Pick<InSeance, 'seance'>, situations: Parameters<typeof inscrites>[0]) => {
  const all = inscrites(situations, here.seance);
  return { all, left: all.filter(({ decidee }) => decidee === undefined) };
};
