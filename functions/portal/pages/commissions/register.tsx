import { arrondissementDeCommune } from '../../../../shared/cases/commissions/destinataires.ts';
import { tellProtocole } from '../../../../shared/cases/commissions/register.ts';
import { prevoirSeance, protocoleDe } from '../../../../shared/cases/commissions/seances.ts';
import { isDay } from '../../../../shared/domain/calendar/civil-date.ts';
import { arrondissementsDe, peut, siegesDe, travaille } from '../../../../shared/domain/commissions/acces.ts';
import type { Commission } from '../../../../shared/domain/commissions/commission.ts';
import { type Answers, type Ctx, readerOf, type Seated, type SignedIn } from '../../page.ts';
import { CommissionPage } from '../../views/commissions/commission.tsx';
import { CommissionsPage } from '../../views/commissions/commissions.tsx';
import { CoveragePage } from '../../views/commissions/coverage.tsx';
import { type FieldErrors, NO_ERROR } from '../../views/kit/fields.tsx';
import { refuse } from '../refuse.tsx';
import { CHANGED, type CommissionPageDeps, createCommissionWork, sentTexts } from './deps.ts';
import { faitOf } from './protocole-form.ts';

/** Commissions whose next session a list shows: each costs a request. */
const MOST_WITH_NEXT = 12;

/** The register of commissions, and the pages of one: its protocol, its members, its calendar. */
export const registerPages = (
  deps: CommissionPageDeps,
): Answers<'commissions' | 'coverage' | 'commission' | 'tellProtocole' | 'planSeance'> => {
  const work = createCommissionWork(deps);
  const { store, today } = work;

  const mine = (all: readonly Commission[], { scope }: SignedIn) =>
    all.flatMap((commission) => {
      const sieges = siegesDe(commission, scope, arrondissementsDe(commission, arrondissementDeCommune));
      return sieges.length === 0 ? [] : [{ commission, sieges, works: travaille(commission, sieges) }];
    });

  const show = async (
    c: Ctx,
    signedIn: SignedIn,
    { commission, sieges }: Seated,
    { errors = NO_ERROR, refused }: { errors?: FieldErrors; refused?: string | undefined } = {},
  ) => {
    const [seances, changes] = await Promise.all([
      store.seances(commission.code),
      store.changes(commission.code),
    ]);
    return c.html(
      <CommissionPage
        reader={readerOf(signedIn)}
        commission={commission}
        vie={protocoleDe(commission, today())}
        seances={seances}
        changes={changes.toReversed().slice(0, 10)}
        sieges={sieges}
        works={travaille(commission, sieges)}
        plans={peut(commission, sieges, 'invitation')}
        today={today()}
        errors={errors}
        refused={refused}
        done={c.req.query('fait')}
      />,
      errors.size > 0 || refused !== undefined ? 422 : 200,
    );
  };

  return {
    commissions: async (c, signedIn) => {
      const seats = mine(await store.all(), signedIn);
      const withNext = seats.length <= MOST_WITH_NEXT;
      const day = today();
      const rows = await Promise.all(
        seats.map(async (one) => ({
          ...one,
          next: withNext
            ? (await store.seances(one.commission.code)).find(
                ({ date, etat }) => date >= day && etat !== 'annulee',
              )
            : undefined,
        })),
      );
      return c.html(
        <CommissionsPage reader={readerOf(signedIn)} rows={rows} withNext={withNext} today={day} />,
      );
    },

    coverage: async (c, signedIn) =>
      c.html(<CoveragePage reader={readerOf(signedIn)} commissions={await store.all()} today={today()} />),

    commission: (c, signedIn, here) => show(c, signedIn, here),

    tellProtocole: async (c, signedIn, here) => {
      if (!peut(here.commission, here.sieges, 'suivi')) return refuse(c, 'notYours');
      const sent = await sentTexts(c);
      const read = faitOf(sent);
      if ('errors' in read) return show(c, signedIn, here, { errors: read.errors });
      const kept = await tellProtocole({ store }, here.commission, read.fait, work.by(signedIn));
      if (kept.kind === 'changed') return show(c, signedIn, here, { refused: CHANGED.text });
      if (kept.kind === 'wrong')
        return show(c, signedIn, here, {
          errors: new Map(
            kept.faults.map(({ path, text }) => [path, `${text.charAt(0).toUpperCase()}${text.slice(1)}.`]),
          ),
        });
      return c.redirect(`/commissions/${here.commission.code}?fait=protocole`, 303);
    },

    planSeance: async (c, signedIn, here) => {
      const { commission, sieges } = here;
      if (!peut(commission, sieges, 'invitation')) return refuse(c, 'notYours');
      const sent = await sentTexts(c);
      const [date, heure, lieu] = [sent('date'), sent('heure'), sent('lieu')];
      const errors = new Map<string, string>();
      if (!isDay(date)) errors.set('date', 'Une date est attendue.');
      if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(heure))
        errors.set('heure', 'Une heure est attendue, par exemple 14:00.');
      if (lieu === '') errors.set('lieu', 'Un lieu est attendu : salle et adresse, ou visioconférence.');
      if (errors.size > 0) return show(c, signedIn, here, { errors });
      const type = sent('type') === 'doctrinale' ? 'doctrinale' : 'situations';
      const done = await prevoirSeance({ store }, commission, { date, heure, lieu, type }, work.by(signedIn));
      if (done.kind === 'fait')
        return c.redirect(`/commissions/${commission.code}/seances/${date}?fait=prevue`, 303);
      return show(c, signedIn, here, { refused: done.kind === 'refus' ? done.refus.text : CHANGED.text });
    },
  };
};
