import {
  lireAnnee,
  lireAnneePartagee,
  lireDerriere,
  lireTableau,
} from '../../../shared/cases/indicateurs/lire.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import {
  chapitres,
  estIndicateur,
  estListe,
  indicateurDe,
} from '../../../shared/domain/indicateurs/catalogue.ts';
import { PREMIERE_ANNEE } from '../../../shared/domain/indicateurs/declares.ts';
import { type Annee, lieuxDuRapport } from '../../../shared/domain/rapport/chiffres.ts';
import { type Answers, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import { type Behind, IndicateurPage } from '../views/indicateurs/fiche.tsx';
import { IndicateursPage } from '../views/indicateurs/liste.tsx';
import { ServicePage } from '../views/indicateurs/service.tsx';
import { arrondissementsOf } from './day.tsx';
import { refuse } from './refuse.tsx';

/** Years before the one asked for that a page shows beside it. */
const BEFORE = 4;

/** The indicators of the charter: of a year, one by one, and the hub's own. */
export const indicateurPages = (
  deps: PageDeps,
): Answers<'indicateurs' | 'indicateur' | 'indicateursService'> => {
  const today = () => parisDay(deps.now());
  const yearsNow = (): number[] => {
    const last = Number(today().slice(0, 4));
    return Array.from({ length: last - PREMIERE_ANNEE + 1 }, (_, n) => last - n);
  };
  const yearIn = (text: string | undefined): number | undefined =>
    yearsNow().find((one) => String(one) === text);
  /** Figures by arrondissement are of few households: the State's services see them. */
  const seesPlaces = ({ scope }: SignedIn): boolean => arrondissementsOf(scope).length > 0;
  const chiffres = (signedIn: SignedIn, annee: number): Promise<Annee> =>
    (seesPlaces(signedIn) ? lireAnnee : lireAnneePartagee)(deps, annee, today());

  /** The cases behind a figure, where the address asks for those of an arrondissement of the reader's. */
  const behindIn = async (
    c: Ctx,
    { scope }: SignedIn,
    annee: number,
    cle: string,
  ): Promise<Behind | undefined> => {
    const lieu = arrondissementsOf(scope).find((code) => code === c.req.query('arrondissement'));
    if (lieu === undefined || !estListe(cle)) return undefined;
    const apres = /^[\dAB-]{1,20}$/.exec(c.req.query('apres') ?? '')?.[0];
    return { lieu, ...(await lireDerriere(deps, { annee, cle, lieu }, apres)) };
  };

  return {
    indicateurs: async (c, signedIn) => {
      const years = yearsNow();
      const annee = yearIn(c.req.query('annee')) ?? years[0] ?? PREMIERE_ANNEE;
      const byPlace = seesPlaces(signedIn);
      const lieu = byPlace ? lieuxDuRapport.find((one) => one === c.req.query('arrondissement')) : undefined;
      const chapitre = c.req.query('chapitre') ?? '';
      const [own, before] = await Promise.all([chiffres(signedIn, annee), chiffres(signedIn, annee - 1)]);
      return c.html(
        <IndicateursPage
          reader={readerOf(signedIn)}
          query={{
            annee,
            lieu: lieu ?? 'total',
            chapitre: Object.hasOwn(chapitres, chapitre) ? chapitre : '',
          }}
          years={years}
          annees={[own, before]}
          byPlace={byPlace}
          mayDeclare={signedIn.scope.agent.size > 0}
        />,
      );
    },

    indicateur: async (c, signedIn) => {
      const annee = yearIn(c.req.param('annee'));
      const id = c.req.param('indicateur') ?? '';
      if (annee === undefined || !estIndicateur(id)) return refuse(c, 'noSuch');
      const earlier = Array.from({ length: BEFORE }, (_, n) => annee - n - 1).filter(
        (one) => one >= PREMIERE_ANNEE,
      );
      const [own, others, behind] = await Promise.all([
        chiffres(signedIn, annee),
        Promise.all(earlier.map((une) => chiffres(signedIn, une))),
        behindIn(c, signedIn, annee, id),
      ]);
      // What only the State's services read is not there for others.
      if (!seesPlaces(signedIn) && !own.chiffres.some((one) => one.id === id)) return refuse(c, 'noSuch');
      return c.html(
        <IndicateurPage
          reader={readerOf(signedIn)}
          of={indicateurDe(id)}
          annees={[own, ...others]}
          mine={seesPlaces(signedIn) ? new Set(arrondissementsOf(signedIn.scope)) : undefined}
          behind={behind}
          today={today()}
        />,
      );
    },

    indicateursService: async (c, signedIn) => {
      const annee = yearIn(c.req.query('annee')) ?? Number(today().slice(0, 4));
      return c.html(
        <ServicePage reader={readerOf(signedIn)} tableau={await lireTableau(deps, annee, today())} />,
      );
    },
  };
};
