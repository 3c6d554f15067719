import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { canonicalJson, sha256 } from '../../../../shared/domain/text/canonical.ts';
import { takeMessage } from '../../../../shared/intake/take-message.ts';
import { errorsOf, WHOLE_FORM } from '../../forms/field-errors.ts';
import { readForm } from '../../forms/read-form.ts';
import { formsOf, type WireForm } from '../../forms/wire-form.ts';
import { typedOf } from '../../forms/wire-typed.ts';
import type { Answers, Ctx, PageDeps } from '../../page.ts';
import { type Here, under } from '../../partner-here.ts';
import { SentEventPage, SentEventsPage, TellEventPage } from '../../views/deposits/events.tsx';
import { refuse } from '../refuse.tsx';
import { createPartnerAnswers } from './here.ts';

const EVENT = /^\d{8}-[0-9a-f]{16}$/;

/** The events that a partner tells by forms, and what became of them. */
export const eventPages = (
  deps: PageDeps,
): Answers<'sentEvents' | 'newEvent' | 'sendEvent' | 'sentEvent'> => {
  const { deposits, now } = deps;
  const { sent } = deposits;
  const { reads, sends } = createPartnerAnswers(deps);
  const formAsked = (c: Ctx, here: Here): WireForm | undefined =>
    formsOf(here.family).find(({ nature }) => nature === c.req.param('nature'));

  return {
    sentEvents: reads('others', async (c, here) => {
      const after = c.req.query('apres');
      const page = await sent.list(
        here.code,
        'event',
        after !== undefined && EVENT.test(after) ? after : undefined,
      );
      const ended = await sent.endedOf(page.sent.flatMap(({ messageId }) => messageId ?? []));
      return c.html(
        <SentEventsPage
          here={here}
          forms={formsOf(here.family)}
          sent={page.sent}
          ended={ended}
          next={page.next}
        />,
      );
    }),

    newEvent: sends('others', (c, here) => {
      const form = formAsked(c, here);
      return form
        ? c.html(
            <TellEventPage
              here={here}
              form={form}
              typed={new Map()}
              errors={new Map()}
              candidates={[]}
              mayConfirm={false}
            />,
          )
        : refuse(c, 'noPage');
    }),

    sendEvent: sends('others', async (c, here) => {
      const form = formAsked(c, here);
      if (!form) return refuse(c, 'noPage');
      const at = now();
      const typed = typedOf(await c.req.parseBody({ all: true }));
      const read = readForm(form, typed, { sender: here.code, choose: here.family.formatFor, at });
      const page = (errors: ReadonlyMap<string, string>) =>
        c.html(
          <TellEventPage
            here={here}
            form={form}
            typed={typed}
            errors={errors}
            candidates={read.kind === 'wrong' ? read.candidates : []}
            mayConfirm={read.kind === 'wrong' && read.mayConfirm}
          />,
          422,
        );
      if (read.kind === 'wrong') return page(read.errors);
      const content = sha256(`${here.code}\n${canonicalJson(JSON.parse(read.raw))}`).slice(0, 16);
      const id = `${parisDay(at).replaceAll('-', '')}-${content}`;
      const to = under(here, `/evenements/${id}`);
      // The same form again, on the same day, is the same event: it went already.
      if (await sent.get(here.code, 'event', id)) return c.redirect(to, 303);
      const taken = await takeMessage({ send: deposits.send, now }, { sender: here.code, raw: read.raw });
      if (taken.kind === 'refused') return page(errorsOf(form, taken.errors));
      if (taken.kind !== 'taken')
        return page(new Map([[WHOLE_FORM, 'Ce message est trop long : abrégez-le.']]));
      const { messageId } = taken.reading;
      await sent.enter(here.code, { id, what: 'event', kind: form.nature, messageId, at, by: here.by });
      return c.redirect(to, 303);
    }),

    sentEvent: reads('others', async (c, here) => {
      const id = c.req.param('evenement') ?? '';
      const found = EVENT.test(id) ? await sent.get(here.code, 'event', id) : undefined;
      if (!found) return refuse(c, 'noPage');
      const { messageId = '', kind } = found;
      return c.html(
        <SentEventPage
          here={here}
          sent={found}
          form={formsOf(here.family).find(({ nature }) => nature === kind)}
          ended={(await sent.endedOf([messageId])).get(messageId)}
        />,
      );
    }),
  };
};
