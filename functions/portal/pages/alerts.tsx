import * as z from 'zod/mini';
import {
  finishAlert,
  giveBackAlert,
  readStateAlert,
  reopenAlert,
  takeAlert,
} from '../../../shared/cases/alerts/handle-alert.ts';
import { competentBodies, type NotMine, sendOn } from '../../../shared/cases/alerts/send-on.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { delayKey } from '../../../shared/domain/delays/deadline.ts';
import { arrondissementCodeSchema } from '../../../shared/domain/events/household.ts';
import { reachesCase } from '../../../shared/domain/habilitation/habilitation.ts';
import { HubError } from '../../../shared/errors.ts';
import { takenBy, toTake } from '../../../shared/store/alert-places.ts';
import { readAlerts } from '../../../shared/store/alerts.ts';
import type { CaseItem } from '../../../shared/store/items.ts';
import { placeKeyOf, placeText } from '../../../shared/store/lists.ts';
import { type Answers, answerBy, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import { AlertPage } from '../views/alerts/alert.tsx';
import { AlertsPage } from '../views/alerts/list.tsx';
import { NotMinePage, type NotMineTyped } from '../views/alerts/not-mine.tsx';
import type { FieldErrors } from '../views/kit/fields.tsx';
import { refuse } from './refuse.tsx';

const gestures = { prendre: takeAlert, fait: finishAlert, rendre: giveBackAlert, rouvrir: reopenAlert };
const told = { prendre: 'prise', fait: 'faite', rendre: 'rendue', rouvrir: 'rouverte' } as const;
const gestureSchema = z.enum(['prendre', 'fait', 'rendre', 'rouvrir']);
const ALERTS_A_PAGE = 40;
const bodySchema = z.enum(competentBodies);
const REFERENCE = /^(\d{2,3}|2[AB])-\d{4}-\d{6,9}$/;

const FIELDS = ['motif', 'commune', 'organisme', 'autre'] as const;
/** What was typed: texts alone. A file, or a field that is there twice, says nothing. */
const typedIn = (body: Readonly<Record<string, unknown>>): NotMineTyped =>
  Object.fromEntries(
    FIELDS.flatMap((name) => {
      const value = body[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

/** What the form says, or what is wrong in it. */
const notMineOf = ({ motif, commune = '', organisme, autre = '' }: NotMineTyped): NotMine | FieldErrors => {
  switch (motif) {
    case 'horsZone':
      return commune === ''
        ? new Map([['commune', 'Choisissez la commune du logement.']])
        : { reason: 'horsZone', insee: commune };
    case 'horsCompetence': {
      const { data } = bodySchema.safeParse(organisme);
      return data === undefined
        ? new Map([['organisme', 'Choisissez l’organisme qui doit agir.']])
        : { reason: 'horsCompetence', body: data };
    }
    case 'doublon':
      return REFERENCE.test(autre.trim())
        ? { reason: 'doublon', caseId: autre.trim() }
        : new Map([['autre', 'Écrivez la référence de l’autre dossier, par exemple 77-2026-000123.']]);
    default:
      return new Map([['motif', 'Choisissez une raison.']]);
  }
};

/** Errors of a re-routing that a person can mend: the field, and what to do. */
const mendable: Readonly<Record<string, readonly [string, string]>> = {
  COMMUNE_UNKNOWN: ['commune', 'Choisissez une commune de Seine-et-Marne.'],
  SAME_ARRONDISSEMENT: ['commune', 'Cette commune est de votre arrondissement : l’alerte y est déjà.'],
  CASE_UNKNOWN: ['autre', 'Aucun dossier ne porte cette référence : vérifiez-la.'],
  MERGED_ALREADY: [
    'autre',
    'Un de ces deux dossiers est déjà réuni avec un autre : il n’y a plus rien à proposer.',
  ],
  SAME_CASE: ['autre', 'C’est la référence de ce dossier : écrivez celle de l’autre.'],
};

/** Alerts: those of an arrondissement, one of them, and what an agent does of it. */
export const alertPages = (
  deps: PageDeps,
): Answers<'alerts' | 'alert' | 'handleAlert' | 'notMine' | 'sendAlertOn'> => {
  const { client, table, now } = deps;
  const today = () => parisDay(now());
  const idOf = (c: Ctx): string => c.req.param('alerte') ?? '';
  const show = async (
    c: Ctx,
    signedIn: SignedIn,
    { caseId, live }: CaseItem,
    more: { done?: string | undefined; problem?: string } = {},
  ) => {
    const alert = await readStateAlert(deps, caseId, idOf(c));
    const asks = live?.includes(delayKey(alert.rule, alert.from)) === true;
    return c.html(
      <AlertPage alert={alert} asks={asks} reader={readerOf(signedIn)} today={today()} {...more} />,
      more.problem === undefined ? 200 : 409,
    );
  };
  const orNoPage = async (c: Ctx, answer: () => Promise<Response>): Promise<Response> => {
    try {
      return await answer();
    } catch (error) {
      if (error instanceof HubError && error.code === 'ALERT_UNKNOWN') return refuse(c, 'noPage');
      throw error;
    }
  };

  return {
    alerts: async (c, signedIn) => {
      const arrondissements = arrondissementCodeSchema.options.filter((code) =>
        signedIn.scope.agent.has(code),
      );
      const asked = arrondissements.find((code) => code === c.req.query('arrondissement'));
      const [first] = arrondissements;
      const arrondissement = asked ?? first;
      if (arrondissement === undefined) return refuse(c, 'notYours');
      const state = c.req.query('etat') === 'prise' ? 'prise' : 'recue';
      const range = state === 'prise' ? takenBy(arrondissement) : toTake(arrondissement);
      const next = placeKeyOf(range, c.req.query('suite'));
      const page = await readAlerts(client, table, range, ALERTS_A_PAGE, next);
      return c.html(
        <AlertsPage
          reader={readerOf(signedIn)}
          today={today()}
          state={state}
          arrondissement={arrondissement}
          arrondissements={arrondissements}
          alerts={page.items}
          next={page.next && placeText(page.next)}
          done={c.req.query('fait')}
        />,
      );
    },

    alert: (c, signedIn, { summary }) =>
      orNoPage(c, () => show(c, signedIn, summary, { done: c.req.query('fait') })),

    handleAlert: (c, signedIn, { summary }) =>
      orNoPage(c, async () => {
        const { caseId } = summary;
        const form = await c.req.parseBody();
        const { data } = gestureSchema.safeParse(form.geste);
        if (data === undefined) return refuse(c, 'noPage');
        try {
          await gestures[data](deps, caseId, idOf(c), answerBy(signedIn, deps));
        } catch (error) {
          if (error instanceof HubError && error.code === 'ALERT_CHANGED')
            return show(c, signedIn, summary, { problem: error.code });
          throw error;
        }
        if (form.retour === 'dossier') return c.redirect(`/dossiers/${caseId}`, 303);
        const back = form.retour === 'liste' ? '/alertes' : `/alertes/${caseId}/${idOf(c)}`;
        return c.redirect(`${back}?fait=${told[data]}`, 303);
      }),

    notMine: (c, signedIn, { summary: { caseId } }) =>
      orNoPage(c, async () => {
        const alert = await readStateAlert(deps, caseId, idOf(c));
        return c.html(
          <NotMinePage alert={alert} reader={readerOf(signedIn)} typed={{}} errors={new Map()} />,
        );
      }),

    sendAlertOn: (c, signedIn, { summary }) =>
      orNoPage(c, async () => {
        const { caseId } = summary;
        const typed = typedIn(await c.req.parseBody());
        const again = async (errors: FieldErrors) => {
          const alert = await readStateAlert(deps, caseId, idOf(c));
          return c.html(
            <NotMinePage alert={alert} reader={readerOf(signedIn)} typed={typed} errors={errors} />,
            422,
          );
        };
        const why = notMineOf(typed);
        if (!('reason' in why)) return again(why);
        try {
          await sendOn(deps, caseId, idOf(c), why, answerBy(signedIn, deps), (arrondissement) =>
            reachesCase(signedIn.scope, 'state', arrondissement),
          );
        } catch (error) {
          const code = error instanceof HubError ? error.code : '';
          const mend = mendable[code];
          if (mend) return again(new Map([mend]));
          if (code === 'ALERT_CHANGED') return show(c, signedIn, summary, { problem: code });
          throw error;
        }
        return c.redirect('/alertes?fait=renvoyee', 303);
      }),
  };
};
