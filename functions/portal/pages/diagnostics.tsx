import type { DiagnosticDeps } from '../../../shared/cases/diagnostics/deps.ts';
import { enquetesDe } from '../../../shared/cases/diagnostics/enquetes.ts';
import { diagnosticDe, enregistrer, reprendre, terminer } from '../../../shared/cases/diagnostics/remplir.ts';
import { recordRead } from '../../../shared/cases/recording/record-read.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../../shared/domain/case/case-of.ts';
import {
  type Diagnostic,
  estFin,
  type Nomination,
  versionDe,
} from '../../../shared/domain/dsf/diagnostic.ts';
import { champsDe, estPartie, nomsParties, type Partie } from '../../../shared/domain/dsf/formulaire.ts';
import { joursDe, transmissionDe } from '../../../shared/domain/dsf/jours.ts';
import { prerempli } from '../../../shared/domain/dsf/prerempli.ts';
import { documentDe, dossierDuJugeDe, dsfPdf } from '../../../shared/outbound/dsf/dsf.ts';
import { createDiagnosticStore } from '../../../shared/store/diagnostics.ts';
import {
  ditesDe,
  enMots,
  nomDansLaPage,
  type Saisie,
  saisieDe,
  saisieDeValeurs,
} from '../forms/diagnostic-form.ts';
import {
  type Answers,
  answerBy,
  type Ctx,
  type InEnquete,
  type PageDeps,
  readerOf,
  type SignedIn,
} from '../page.ts';
import { enqueteursOf } from '../routes.ts';
import { DiagnosticPage } from '../views/diagnostics/diagnostic.tsx';
import { DiagnosticsPage } from '../views/diagnostics/list.tsx';
import { type Autre, PartPage } from '../views/diagnostics/part.tsx';
import { diagnosticPath, partPath } from '../views/diagnostics/words.tsx';
import { type FieldErrors, NO_ERROR } from '../views/kit/fields.tsx';
import { fileAnswer } from './file-answer.ts';
import { refuse } from './refuse.tsx';

const CHANGED = 'Quelqu’un vient de changer la même chose : rien n’a été fait. Relisez, puis recommencez.';

type DiagnosticRoute =
  | 'diagnostics'
  | 'diagnostic'
  | 'diagnosticPart'
  | 'saveDiagnostic'
  | 'endDiagnostic'
  | 'diagnosticFile';

/** The pages on which a body fills the enquiries that it is appointed for, and the documents that these make. */
export const diagnosticPages = (
  deps: Pick<PageDeps, 'client' | 'table' | 'matchingKey' | 'now'>,
): Answers<DiagnosticRoute> => {
  const { client, table, matchingKey, now } = deps;
  const work: DiagnosticDeps = { client, table, matchingKey, store: createDiagnosticStore(client, table) };
  const today = (): string => parisDay(now());

  const shown = ({ found }: InEnquete) => ({
    state: caseOf(found.events, today()),
    known: prerempli(caseOf(found.events, today()), found.events),
  });

  const diagnosticOf = async (
    c: Ctx,
    signedIn: SignedIn,
    here: InEnquete,
    said: Partial<Pick<Parameters<typeof DiagnosticPage>[0], 'lacking' | 'refused'>> = {},
    status: 200 | 409 | 422 = 200,
  ): Promise<Response> => {
    const { nomination } = here;
    const diagnostic = await diagnosticDe(work, nomination);
    const { state, known } = shown(here);
    return c.html(
      <DiagnosticPage
        nomination={nomination}
        diagnostic={diagnostic}
        state={state}
        known={known}
        jours={joursDe(state, nomination.moment, diagnostic.contenu, today())}
        reader={readerOf(signedIn)}
        done={c.req.query('fait')}
        {...said}
      />,
      status,
    );
  };

  const partIn = (c: Ctx): Partie | undefined => {
    const name = c.req.param('partie') ?? '';
    return estPartie(name) ? name : undefined;
  };

  const partOf = (
    c: Ctx,
    signedIn: SignedIn,
    here: InEnquete,
    {
      partie,
      diagnostic,
      saisie,
      errors = NO_ERROR,
      autre,
      status = 200,
    }: {
      partie: Partie;
      diagnostic: Diagnostic;
      saisie?: Saisie;
      errors?: FieldErrors;
      autre?: Autre;
      status?: 200 | 409 | 422;
    },
  ) => {
    const { known } = shown(here);
    const isKnown = diagnostic.saisies[partie] === undefined && known.contenu[partie] !== undefined;
    const valeurs =
      diagnostic.saisies[partie] === undefined ? known.contenu[partie] : diagnostic.contenu[partie];
    return c.html(
      <PartPage
        nomination={here.nomination}
        partie={partie}
        saisie={saisie ?? saisieDeValeurs(champsDe(partie), valeurs ?? {})}
        known={known}
        version={versionDe(diagnostic, partie)}
        isKnown={isKnown && saisie === undefined}
        open={diagnostic.etat === 'enCours'}
        reader={readerOf(signedIn)}
        errors={errors}
        autre={autre}
        done={c.req.query('fait') === 'partie'}
      />,
      status,
    );
  };

  return {
    diagnostics: async (c, signedIn) => {
      const own = enqueteursOf(signedIn.scope);
      const rows = await enquetesDe(work, own);
      await recordRead(
        client,
        table,
        answerBy(signedIn, deps),
        'page diagnostics',
        rows.map(({ caseId }) => caseId),
      );
      return c.html(<DiagnosticsPage reader={readerOf(signedIn)} rows={rows} several={own.length > 1} />);
    },

    diagnostic: (c, signedIn, here) => diagnosticOf(c, signedIn, here),

    diagnosticPart: async (c, signedIn, here) => {
      const partie = partIn(c);
      if (partie === undefined) return refuse(c, 'noPage');
      return partOf(c, signedIn, here, { partie, diagnostic: await diagnosticDe(work, here.nomination) });
    },

    saveDiagnostic: async (c, signedIn, here) => {
      const partie = partIn(c);
      if (partie === undefined) return refuse(c, 'noPage');
      const { nomination } = here;
      const body = await c.req.parseBody({ all: true });
      const saisie = saisieDe(body);
      const saved = await enregistrer(
        work,
        nomination,
        { partie, told: ditesDe(champsDe(partie), saisie), vue: Number(body.lu) },
        answerBy(signedIn, deps),
      );
      const again = async (over: Partial<Parameters<typeof partOf>[3]>) =>
        partOf(c, signedIn, here, {
          partie,
          diagnostic: await diagnosticDe(work, nomination),
          saisie,
          ...over,
        });
      switch (saved.kind) {
        case 'fait': {
          const next = nomsParties[nomsParties.indexOf(partie) + 1];
          if (body.faire === 'rester') return c.redirect(`${partPath(nomination, partie)}?fait=partie`, 303);
          return c.redirect(
            next === undefined ? diagnosticPath(nomination) : partPath(nomination, next),
            303,
          );
        }
        case 'defauts':
          return again({
            errors: new Map(saved.defauts.map(({ champ, texte }) => [nomDansLaPage(champ), texte])),
            status: 422,
          });
        case 'autre':
          return again({ autre: autreDe(saved.diagnostic, partie), status: 409 });
        case 'refus':
          return diagnosticOf(c, signedIn, here, { refused: saved.refus.texte }, 422);
        case 'change':
          return diagnosticOf(c, signedIn, here, { refused: CHANGED }, 409);
      }
    },

    endDiagnostic: async (c, signedIn, here) => {
      const { nomination } = here;
      const { faire, lu } = await c.req.parseBody();
      const vue = Number(lu);
      const asked = typeof faire === 'string' ? faire : '';
      const by = answerBy(signedIn, deps);
      if (asked !== 'reprendre' && !estFin(asked)) return refuse(c, 'noPage');
      const ended = estFin(asked)
        ? await terminer(work, nomination, { fin: asked, vue }, by)
        : await reprendre(work, nomination, { vue }, by);
      switch (ended.kind) {
        case 'fait':
          return c.redirect(`${diagnosticPath(nomination)}?fait=${estFin(asked) ? 'fin' : 'reprise'}`, 303);
        case 'manques':
          return diagnosticOf(
            c,
            signedIn,
            here,
            { lacking: { fin: estFin(asked) ? asked : 'rendu', manques: ended.manques } },
            422,
          );
        case 'refus':
          return diagnosticOf(c, signedIn, here, { refused: ended.refus.texte }, 422);
        case 'change':
          return diagnosticOf(c, signedIn, here, { refused: CHANGED }, 409);
      }
    },

    diagnosticFile: async (c, _, { nomination, found, as }) => {
      const name = c.req.param('fichier') ?? '';
      const diagnostic = await diagnosticDe(work, nomination);
      // The State reads what was rendered, never a draft.
      if (as === 'etat' && diagnostic.etat === 'enCours') return refuse(c, 'noSuch');
      const day = today();
      const state = caseOf(found.events, day);
      const { audience } = joursDe(state, nomination.moment, diagnostic.contenu, day);
      const dsf = documentDe(nomination, diagnostic, state, audience, day);
      const file = async (document: typeof dsf) =>
        fileAnswer(new Uint8Array(await dsfPdf(document)), {
          type: 'application/pdf',
          name: nameOf(nomination, name),
        });
      if (name === 'dsf.pdf') return file(dsf);
      const sent = transmissionDe(found.events, nomination.moment, day);
      // What the State knows beside the enquiry is the State's to hand on.
      if (name === 'juge.pdf' && as === 'etat' && sent && nomination.moment === 'assignation')
        return file(dossierDuJugeDe(dsf, found.events, sent));
      return refuse(c, 'noSuch');
    },
  };
};

const nameOf = ({ caseId, moment }: Nomination, name: string): string => `${caseId}-${moment}-${name}`;

/** What somebody else saved of a part, for who was about to save it. */
const autreDe = ({ contenu, saisies }: Diagnostic, partie: Partie): Autre => {
  const own: Readonly<Record<string, unknown>> = contenu[partie] ?? {};
  return {
    by: saisies[partie]?.by ?? '',
    at: saisies[partie]?.at ?? '1970-01-01T00:00:00.000Z',
    lignes: Object.entries(champsDe(partie)).flatMap(([name, champ]) => {
      const said = enMots(champ, own[name]);
      return said === undefined ? [] : [[champ.libelle, said] as const];
    }),
  };
};
