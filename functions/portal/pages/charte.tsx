import { anneesDuSuivi, readEngagements } from '../../../shared/cases/engagements/read.ts';
import {
  anneeDe,
  annulerEngagement,
  confirmerEngagement,
  direEngagement,
} from '../../../shared/cases/engagements/say.ts';
import { ditDe, signatairesDe } from '../../../shared/domain/engagements/acces.ts';
import { estEtat, peutAnnuler } from '../../../shared/domain/engagements/declaration.ts';
import { type Engagement, estSignataire } from '../../../shared/domain/engagements/engagement.ts';
import type { Saisie } from '../../../shared/domain/engagements/saisie.ts';
import { engagementDe } from '../../../shared/domain/engagements/tous.ts';
import { type Answers, answerBy, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import { type PortalRoute, portalRoutes } from '../routes.ts';
import { EngagementPage, type Obstacle } from '../views/charte/engagement.tsx';
import { SuiviPage } from '../views/charte/suivi.tsx';
import { engagementPath, type SuiviQuery } from '../views/charte/words.tsx';
import { type FieldErrors, NO_ERROR } from '../views/kit/fields.tsx';
import { refuse } from './refuse.tsx';

const routes: readonly PortalRoute[] = Object.values(portalRoutes);
const patterns = routes
  .filter(({ method }) => method === 'GET')
  .map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`));
/** Whether a path is a page's, as the table of routes has it or with what it names. */
const isPage = (path: string): boolean => patterns.some((one) => one.test(path));

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** The texts of a form; what is no text is empty. */
const textsIn = async (c: Ctx) => {
  const body: Record<string, unknown> = await c.req.parseBody();
  return (name: string): string => {
    const value = body[name];
    return typeof value === 'string' ? value.trim() : '';
  };
};

/** The register of the charter: what became of each commitment, and who says it. */
export const chartePages = (deps: PageDeps): Answers<'charte' | 'engagement' | 'sayEngagement'> => {
  const yearsNow = (): number[] => anneesDuSuivi(anneeDe(deps.now()));

  /** The year and the commitment that an address names. */
  const named = (c: Ctx): { annee: number; engagement: Engagement } | undefined => {
    const annee = yearsNow().find((one) => String(one) === c.req.param('annee'));
    const engagement = engagementDe(c.req.param('engagement') ?? '');
    return annee === undefined || engagement === undefined ? undefined : { annee, engagement };
  };

  const show = async (
    c: Ctx,
    signedIn: SignedIn,
    { annee, engagement }: { annee: number; engagement: Engagement },
    {
      typed,
      errors = NO_ERROR,
      obstacle,
    }: { typed?: Saisie; errors?: FieldErrors; obstacle?: Obstacle } = {},
  ) => {
    const of = (await readEngagements(deps, annee)).find((one) => one.engagement === engagement);
    if (!of) return refuse(c, 'noSuch');
    const may = ditDe(signedIn.scope, engagement);
    return c.html(
      <EngagementPage
        reader={readerOf(signedIn)}
        of={of}
        may={may}
        mayUndo={may && peutAnnuler(of.position, { person: signedIn.id, at: deps.now() })}
        typed={typed ?? { etat: of.etat ?? '', sorte: of.preuve?.sorte ?? '', dit: of.preuve?.dit ?? '' }}
        errors={errors}
        done={c.req.query('fait')}
        obstacle={obstacle}
      />,
      errors.size > 0 || obstacle !== undefined ? 422 : 200,
    );
  };

  /** What an address asks of the register: what it does not know of it, it leaves out. */
  const queryOf = (c: Ctx, { scope }: SignedIn): SuiviQuery => {
    const years = yearsNow();
    const [own = 'tous'] = signatairesDe(scope);
    const { annee, signataire = '', etat = '' } = c.req.query();
    return {
      annee: years.find((one) => String(one) === annee) ?? years.at(-1) ?? anneeDe(deps.now()),
      signataire: signataire === 'tous' || estSignataire(signataire) ? signataire : own,
      etat: etat === 'sans' || etat === 'repris' || estEtat(etat) ? etat : 'tous',
    };
  };

  return {
    charte: async (c, signedIn) => {
      const query = queryOf(c, signedIn);
      return c.html(
        <SuiviPage
          reader={readerOf(signedIn)}
          query={query}
          years={yearsNow()}
          all={await readEngagements(deps, query.annee)}
          own={signatairesDe(signedIn.scope)}
        />,
      );
    },

    engagement: (c, signedIn) => {
      const at = named(c);
      return at ? show(c, signedIn, at) : refuse(c, 'noSuch');
    },

    sayEngagement: async (c, signedIn) => {
      const at = named(c);
      if (!at) return refuse(c, 'noSuch');
      if (!ditDe(signedIn.scope, at.engagement)) return refuse(c, 'notYours');
      const text = await textsIn(c);
      const typed: Saisie = { etat: text('etat'), sorte: text('sorte'), dit: text('dit') };
      const vise = { ...at, version: Number(text('version') || Number.NaN) };
      if (!Number.isInteger(vise.version) || vise.version < 0)
        return show(c, signedIn, at, { obstacle: 'changee' });
      const auteur = answerBy(signedIn, deps);
      const faire = text('faire');
      const said =
        faire === 'confirmer'
          ? await confirmerEngagement(
              deps,
              vise,
              { annee: Number(text('vueAnnee')), version: Number(text('vueVersion')) },
              auteur,
            )
          : faire === 'annuler'
            ? await annulerEngagement(deps, vise, auteur)
            : await direEngagement(deps, vise, typed, auteur, isPage);
      switch (said.kind) {
        case 'dite': {
          const fait = faire === 'confirmer' ? 'confirme' : faire === 'annuler' ? 'annule' : 'dit';
          return c.redirect(`${engagementPath(at.annee, at.engagement.id)}?fait=${fait}`, 303);
        }
        case 'refusee':
          return show(c, signedIn, at, {
            typed,
            errors: new Map(said.fautes.map(({ field, text: fault }) => [field, capitalised(fault)])),
          });
        case 'changee':
          // What was typed stays in the form; a form that says nothing shows what holds now.
          return show(c, signedIn, at, {
            ...(typed.etat === '' ? {} : { typed }),
            obstacle: 'changee',
          });
        case 'rien':
          return show(c, signedIn, at, { obstacle: 'rien' });
        case 'horsAnnees':
          return refuse(c, 'noSuch');
      }
    },
  };
};
