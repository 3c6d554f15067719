import type { Child } from 'hono/jsx';
import { readKnownCase } from '../../../shared/cases/recording/record-event.ts';
import { undoAct } from '../../../shared/cases/recording/undo-act.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../../shared/domain/case/case-of.ts';
import { departedFrom } from '../../../shared/domain/case/opinions.ts';
import { undoableOn } from '../../../shared/domain/case/standing.ts';
import { consequencesOf } from '../../../shared/domain/notices/consequences.ts';
import { codeOf } from '../../../shared/errors.ts';
import {
  isRecordedKind,
  type RecordedKind,
  recordedSchemas,
} from '../../../shared/intake/partners/etat/recorded.ts';
import { type Act, readAct, recordAct } from '../../../shared/intake/record-act.ts';
import type { StoredCase } from '../../../shared/store/case-store.ts';
import { type FormField, fieldsOfSchema } from '../forms/schema-fields.ts';
import { errorsOf, type Typed, toldBy, typedIn } from '../forms/typed.ts';
import { type Answers, answerBy, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import { NO_ERROR } from '../views/kit/fields.tsx';
import { Notice } from '../views/kit/words.tsx';
import { recordPath } from '../views/record/about-case.tsx';
import { ActCheckPage, ActFormPage } from '../views/record/act.tsx';
import { followingOf } from '../views/record/follows.ts';
import { RecordListPage } from '../views/record/list.tsx';
import { RecordedNotice } from '../views/record/recorded-notice.tsx';
import { refuse } from './refuse.tsx';

type RecordRoute = 'record' | 'undoAct' | 'recordForm' | 'recordAct';

/** Why nothing was undone, for its reader. */
const notUndone: Readonly<Record<string, string>> = {
  UNDO_TOO_LATE:
    'Cet acte a été consigné un autre jour : il ne s’annule plus. Consignez l’acte qui le corrige.',
  ACT_UNKNOWN: 'Cet acte n’est pas de ceux qu’une personne a consignés dans ce dossier.',
  CASE_CHANGED: 'Le dossier vient de changer. Rien n’a été annulé : regardez-le, puis recommencez.',
};

/** What no partner sends, recorded in a case by an agent. */
export const recordPages = (deps: PageDeps): Answers<RecordRoute> => {
  const { client, table, now } = deps;

  const listOf = (signedIn: SignedIn, { summary, events }: StoredCase, said: Child, shown?: string) => {
    const today = parisDay(now());
    const state = caseOf(events, today);
    const reader = readerOf(signedIn);
    return (
      <RecordListPage
        caseId={summary.caseId}
        state={state}
        acts={undoableOn(events, today).filter(({ id }) => id !== shown)}
        reader={reader}
      >
        {said}
      </RecordListPage>
    );
  };

  const formOf = (
    signedIn: SignedIn,
    found: StoredCase,
    kind: RecordedKind,
    typed: Typed,
    errors = NO_ERROR,
  ) => {
    const { summary, events } = found;
    const today = parisDay(now());
    return (
      <ActFormPage
        caseId={summary.caseId}
        state={caseOf(events, today)}
        kind={kind}
        fields={fieldsFor(kind, found)}
        typed={typed}
        errors={errors}
        opinions={opinionsFor(kind, found, today)}
        reader={readerOf(signedIn)}
      />
    );
  };

  const checkOf = (
    signedIn: SignedIn,
    { summary }: StoredCase,
    kind: RecordedKind,
    {
      fields,
      typed,
      act,
      hasChanged,
    }: { fields: readonly FormField[]; typed: Typed; act: Act; hasChanged: boolean },
  ) => {
    const known = { today: parisDay(now()), alerted: summary.alerted ?? [] };
    return (
      <ActCheckPage
        caseId={summary.caseId}
        state={act.before}
        kind={kind}
        fields={fields}
        typed={typed}
        act={act}
        following={followingOf(consequencesOf(act.event, act.before, act.after, known))}
        version={summary.version}
        hasChanged={hasChanged}
        reader={readerOf(signedIn)}
      />
    );
  };
  return {
    record: (c, signedIn, found) =>
      c.html(
        listOf(
          signedIn,
          found,
          <RecordedNotice
            caseId={found.summary.caseId}
            events={found.events}
            fait={c.req.query('fait')}
            evenement={c.req.query('evenement')}
            today={parisDay(now())}
            reader={readerOf(signedIn)}
          />,
          c.req.query('evenement'),
        ),
      ),

    recordForm: (c, signedIn, found) => {
      const kind = kindIn(c, found);
      if (kind === undefined) return refuse(c, 'noPage');
      return c.html(formOf(signedIn, found, kind, new Map([['actDate', [parisDay(now())]]])));
    },

    recordAct: async (c, signedIn, found) => {
      const { caseId } = found.summary;
      const answer = answerBy(signedIn, deps);
      const kind = kindIn(c, found);
      if (kind === undefined) return refuse(c, 'noPage');
      const body = await c.req.parseBody({ all: true });
      const fields = fieldsFor(kind, found);
      const typed = typedIn(fields, body);
      if (body.faire === 'corriger') return c.html(formOf(signedIn, found, kind, typed));
      const told = readAct(found, JSON.stringify({ kind, ...toldBy(fields, typed) }), answer);
      if (!told.ok) return c.html(formOf(signedIn, found, kind, typed, errorsOf(fields, told.issues)), 422);
      const { act } = told;
      const check = (hasChanged: boolean, then: StoredCase, again: Act) =>
        c.html(
          checkOf(signedIn, then, kind, { fields, typed, act: again, hasChanged }),
          hasChanged ? 409 : 200,
        );
      if (body.faire !== 'consigner') return check(false, found, act);
      if (!act.already && body.lu !== String(found.summary.version)) return check(true, found, act);
      try {
        await recordAct(deps, found, act, answer);
      } catch (error) {
        if (codeOf(error) !== 'CASE_CHANGED') throw error;
        const after = await readKnownCase({ client, table }, caseId);
        const again = readAct(after, JSON.stringify({ kind, ...toldBy(fields, typed) }), answer);
        if (!again.ok)
          return c.html(formOf(signedIn, after, kind, typed, errorsOf(fields, again.issues)), 422);
        if (!again.act.already) return check(true, after, again.act);
      }
      return c.redirect(`/dossiers/${caseId}?fait=consigne&evenement=${act.event.id}`, 303);
    },

    undoAct: async (c, signedIn, found) => {
      const { caseId } = found.summary;
      const { evenement } = await c.req.parseBody();
      const eventId = typeof evenement === 'string' ? evenement : '';
      try {
        await undoAct(deps, found, eventId, answerBy(signedIn, deps));
      } catch (error) {
        const why = notUndone[codeOf(error)];
        if (why === undefined) throw error;
        const said = (
          <Notice kind="error" title="Rien n’a été annulé">
            <p>{why}</p>
          </Notice>
        );
        return c.html(listOf(signedIn, found, said), 409);
      }
      return c.redirect(`${recordPath(caseId)}?fait=annule&evenement=${encodeURIComponent(eventId)}`, 303);
    },
  };
};

/** The act that the path names, where the case may still take one. */
const kindIn = (c: Ctx, { summary }: StoredCase): RecordedKind | undefined => {
  const kind = c.req.param('acte') ?? '';
  return isRecordedKind(kind) && summary.mergedInto === undefined ? kind : undefined;
};

/** The opinions that a grant of the concours would depart from, if it were given today. */
const opinionsFor = (kind: RecordedKind, { events }: StoredCase, today: string) =>
  kind === 'decisionCfp' ? departedFrom({ issue: 'accord', actDate: today }, events) : [];

/** The fields of an act's form: the reason of a grant is asked where there may be an opinion to depart from. */
const fieldsFor = (kind: RecordedKind, { events }: StoredCase): FormField[] => {
  const isAsked = events.some((event) => event.kind === 'avisCcapex');
  return fieldsOfSchema(recordedSchemas[kind]).flatMap((field): FormField[] =>
    field.name !== 'motifEcart'
      ? [field]
      : isAsked
        ? [{ ...field, required: true, hint: 'Seulement si le concours est accordé.' }]
        : [],
  );
};
