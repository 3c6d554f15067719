import type { DiagnosticDeps } from '../../../shared/cases/diagnostics/deps.ts';
import { designer, enqueteursDe, retirer } from '../../../shared/cases/diagnostics/designer.ts';
import { transmettre } from '../../../shared/cases/diagnostics/transmettre.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../../shared/domain/case/case-of.ts';
import { joursDe, transmissionDe } from '../../../shared/domain/dsf/jours.ts';
import { estMoment, type Moment } from '../../../shared/domain/dsf/organisme.ts';
import { destinatairesDsf, moments } from '../../../shared/domain/events/support.ts';
import { codeOf } from '../../../shared/errors.ts';
import type { StoredCase } from '../../../shared/store/case-store.ts';
import { createDiagnosticStore } from '../../../shared/store/diagnostics.ts';
import { createPartnerRegistry } from '../../../shared/store/partners.ts';
import { type Answers, answerBy, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import { EnquetePage, type SuiviEnquete } from '../views/enquete.tsx';
import { type FieldErrors, NO_ERROR } from '../views/kit/fields.tsx';
import { refuse } from './refuse.tsx';

const CHANGED = 'Quelqu’un vient de changer la même chose : rien n’a été fait. Relisez, puis recommencez.';

/** The social enquiries of a case, for the State's agent: who makes them, and what is handed on. */
export const enquetePages = (
  deps: Pick<PageDeps, 'client' | 'table' | 'matchingKey' | 'now'>,
): Answers<'enquete' | 'nameEnqueteur' | 'transmitDsf'> => {
  const { client, table, matchingKey, now } = deps;
  const store = createDiagnosticStore(client, table);
  const registry = createPartnerRegistry(client, table);
  const work: DiagnosticDeps = { client, table, matchingKey, store };

  const suiviOf = async ({ summary, events }: StoredCase, moment: Moment): Promise<SuiviEnquete> => {
    const today = parisDay(now());
    const nomination = await store.nomination(summary.caseId, moment);
    const diagnostic = nomination && (await store.diagnostic(nomination));
    return {
      moment,
      nomination,
      diagnostic,
      // What the body wrote counts here by one day alone: that on which it offered an interview.
      jours: joursDe(caseOf(events, today), moment, diagnostic?.contenu ?? {}, today),
      transmission: transmissionDe(events, moment, today),
    };
  };

  const show = async (
    c: Ctx,
    signedIn: SignedIn,
    found: StoredCase,
    {
      errors = NO_ERROR,
      refused,
      status = 200,
    }: { errors?: FieldErrors; refused?: string; status?: 200 | 409 | 422 } = {},
  ): Promise<Response> => {
    const today = parisDay(now());
    const [suivis, partners] = await Promise.all([
      Promise.all(moments.map((moment) => suiviOf(found, moment))),
      registry.all(),
    ]);
    return c.html(
      <EnquetePage
        caseId={found.summary.caseId}
        state={caseOf(found.events, today)}
        reader={readerOf(signedIn)}
        suivis={suivis}
        partners={enqueteursDe(partners, today)}
        errors={errors}
        refused={refused}
        done={c.req.query('fait')}
      />,
      status,
    );
  };
  const pathOf = ({ summary }: StoredCase, fait: string): string =>
    `/dossiers/${summary.caseId}/enquete?fait=${fait}`;

  return {
    enquete: (c, signedIn, found) => show(c, signedIn, found),

    nameEnqueteur: async (c, signedIn, found) => {
      const body = await c.req.parseBody();
      const moment = typeof body.moment === 'string' ? body.moment : '';
      if (!estMoment(moment)) return refuse(c, 'noPage');
      const vue = Number(body.lu);
      const by = answerBy(signedIn, deps);
      if (body.faire === 'retirer') {
        const done = await retirer(work, found, { moment, vue }, by);
        if (done.kind === 'fait') return c.redirect(pathOf(found, 'retire'), 303);
        return done.kind === 'refus'
          ? show(c, signedIn, found, { refused: done.refus.texte, status: 422 })
          : show(c, signedIn, found, { refused: CHANGED, status: 409 });
      }
      const field = `partenaire-${moment}`;
      const code = body[field];
      const partner = typeof code === 'string' && code !== '' ? await registry.get(code) : undefined;
      if (!partner)
        return show(c, signedIn, found, {
          errors: new Map([[field, 'Organisme chargé de l’enquête : choisissez-en un.']]),
          status: 422,
        });
      const done = await designer(work, found, { moment, partner, vue }, by);
      if (done.kind === 'fait') return c.redirect(pathOf(found, 'designe'), 303);
      return done.kind === 'refus'
        ? show(c, signedIn, found, { refused: done.refus.texte, status: 422 })
        : show(c, signedIn, found, { refused: CHANGED, status: 409 });
    },

    transmitDsf: async (c, signedIn, found) => {
      const { destinataire } = await c.req.parseBody({ all: true });
      const asked: readonly unknown[] = Array.isArray(destinataire) ? destinataire : [destinataire];
      const to = destinatairesDsf.filter((one) => asked.includes(one));
      const nomination = await store.nomination(found.summary.caseId, 'assignation');
      if (!nomination) return refuse(c, 'noSuch');
      try {
        const done = await transmettre(work, found, nomination, to, answerBy(signedIn, deps));
        if (done.kind === 'fait') return c.redirect(pathOf(found, 'transmis'), 303);
        return show(c, signedIn, found, {
          ...(done.kind === 'refus' && { refused: done.refus.texte }),
          status: 422,
        });
      } catch (error) {
        if (codeOf(error) !== 'CASE_CHANGED') throw error;
        return show(c, signedIn, found, { refused: CHANGED, status: 409 });
      }
    },
  };
};
