import { annulerChiffre, estAnnulable } from '../../../shared/cases/indicateurs/annuler.ts';
import { lireDit } from '../../../shared/cases/indicateurs/controle.ts';
import { contredits, type DitVu, declarer } from '../../../shared/cases/indicateurs/declarer.ts';
import { manquesDe } from '../../../shared/cases/indicateurs/demander.ts';
import { dateInFrench } from '../../../shared/domain/calendar/civil-date.ts';
import { parisDay, parisHour } from '../../../shared/domain/calendar/paris-day.ts';
import {
  declare,
  declareDe,
  declares,
  declaresDe,
  derniereAnnee,
  estDeclarable,
  moyens,
  totalDeclare,
} from '../../../shared/domain/indicateurs/declares.ts';
import { codeOf } from '../../../shared/errors.ts';
import { issueCodes } from '../../../shared/outbound/replies/issue.ts';
import { type Chiffre, createDeclareStore, readDeclares } from '../../../shared/store/declares.ts';
import { createPartnerRegistry } from '../../../shared/store/partners.ts';
import { type Answers, answerBy, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import { type Here, under } from '../partner-here.ts';
import { type Ligne, type Retour, shownOf } from '../views/declares/form.tsx';
import { ChiffresPage } from '../views/declares/partner.tsx';
import { DECLARES, DeclaresOfPage, DeclaresPage } from '../views/declares/state.tsx';
import { createPartnerAnswers } from './deposits/here.ts';
import { refuse } from './refuse.tsx';

type DeclareRoute =
  | 'chiffres'
  | 'declareChiffres'
  | 'undoChiffre'
  | 'declares'
  | 'declaresOf'
  | 'tellDeclares'
  | 'undoDeclare';

/** @example nameOf('adil.contacts') // 'adil-contacts' */
const nameOf = (id: string): string => id.replace('.', '-');
const WHOLE = /^\d{1,12}$/;

/** Why nothing was undone, for its reader. */
const notUndone: Readonly<Record<string, string>> = {
  UNDO_TOO_LATE: 'Ce chiffre a été déclaré un autre jour : il ne s’annule plus. Corrigez-le.',
  CHIFFRE_UNKNOWN: 'Ce chiffre n’est plus déclaré : il n’y a rien à annuler.',
  CHIFFRE_CHANGED: 'Ce chiffre vient de changer. Rien n’a été annulé : regardez-le, puis recommencez.',
};

/** What a page says of a figure that cannot be taken, where its code alone says too little to a person. */
const inWords: Readonly<Record<string, string>> = {
  [issueCodes.invalide]: 'Écrivez un nombre entier, sans signe ni virgule, par exemple 1 234.',
};

type Sent = (name: string) => string;
const sentIn = async (c: Ctx): Promise<Sent> => {
  const body = await c.req.parseBody();
  return (name) => {
    const value = body[name];
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
  };
};

/** The figures that partners declare each year: a partner's own page, and the State's, who sees who answered. */
export const declarePages = (deps: PageDeps): Answers<DeclareRoute> => {
  const { client, table, now } = deps;
  const store = createDeclareStore(client, table);
  const registry = createPartnerRegistry(client, table);
  const { reads, sends } = createPartnerAnswers(deps);
  const today = (): string => parisDay(now());

  /** The year asked for; the last that may be declared when it is none of them. */
  const anneeOf = (text: string | undefined): number => {
    const annee = Number(text);
    return estDeclarable(annee, today()) ? annee : derniereAnnee(today());
  };

  const lignesOf = async (partenaire: string, annee: number): Promise<Ligne[]> => {
    const [chiffres, avant, corrections] = await Promise.all([
      store.dePartenaire(annee, partenaire),
      store.dePartenaire(annee - 1, partenaire),
      store.corrections(annee, partenaire),
    ]);
    const of = (all: readonly Chiffre[], id: string) => all.find(({ indicateur }) => indicateur === id);
    return declaresDe(partenaire).map((indicateur) => {
      const is = of(chiffres, indicateur.id);
      return {
        indicateur,
        name: nameOf(indicateur.id),
        now: is,
        avant: of(avant, indicateur.id),
        corrections: corrections.filter((one) => one.indicateur === indicateur.id),
        annulable: is !== undefined && estAnnulable(is, today()),
      };
    });
  };

  /** Reads what a form tells that its page did not show: a field left as it was tells nothing. */
  const ditsOf = (sent: Sent, partenaire: string): { dits: DitVu[]; retour: Retour } => {
    const typed = new Map<string, string>();
    const errors = new Map<string, string>();
    const dits = declaresDe(partenaire).flatMap((indicateur): DitVu[] => {
      const name = nameOf(indicateur.id);
      const text = sent(name);
      // What was not touched shows what it is by now, when the form comes back.
      if (text === sent(`vu-${name}`)) return [];
      typed.set(name, text);
      if (text === '') {
        errors.set(name, 'Ce chiffre est déjà déclaré : il se corrige, il ne s’efface pas.');
        return [];
      }
      const bare = text.replaceAll(/\s/g, '');
      const told =
        indicateur.unite === 'texte'
          ? { texte: text }
          : { valeur: WHOLE.test(bare) ? Number(bare) : Number.NaN };
      const read = lireDit({ indicateur: indicateur.id, ...told }, partenaire);
      if (read.ok) return [{ ...read.dit, version: Number(sent(`version-${name}`)) || 0 }];
      for (const { code, expected, message } of read.fautes)
        errors.set(
          name,
          indicateur.unite === 'texte'
            ? `${message} Attendu : ${expected}.`
            : (inWords[code] ?? `${message} Attendu : ${expected}.`),
        );
      return [];
    });
    return { dits, retour: { typed, errors } };
  };

  const changedSince = ({ by, at, ...chiffre }: Chiffre): string =>
    `Ce chiffre a changé entre-temps : ${shownOf(chiffre) || 'il n’est plus déclaré'}, par ${by} le ${dateInFrench(parisDay(at))} à ${parisHour(at)}. Ce que vous avez écrit est resté dans le champ : enregistrez de nouveau pour le remplacer.`;

  /** Declares what a form tells. Gives how it went, or what the form is to show when it comes back. */
  const take = async (
    { sent, partenaire, annee }: { sent: Sent; partenaire: string; annee: number },
    by: { by: string; at: string; person: string; moyen?: (typeof moyens)[number] | undefined },
    asked: ReadonlyMap<string, string> = new Map(),
  ): Promise<{ fait: 'declare' | 'pareil' } | { retour: Retour }> => {
    const { dits, retour } = ditsOf(sent, partenaire);
    const errors = new Map([...asked, ...retour.errors]);
    const declarant = { partenaire, annee, voie: 'page' as const, ...by };
    if (errors.size > 0) {
      for (const { indicateur, faute } of await contredits(deps, declarant, dits))
        errors.set(nameOf(indicateur), faute.message);
      return { retour: { ...retour, errors } };
    }
    const done = await declarer(deps, declarant, dits);
    switch (done.kind) {
      case 'fait':
        return { fait: done.ecrits.length > 0 ? 'declare' : 'pareil' };
      case 'refus':
        for (const { indicateur, faute } of done.fautes) errors.set(nameOf(indicateur), faute.message);
        return { retour: { ...retour, errors } };
      case 'change':
        for (const one of done.chiffres) errors.set(nameOf(one.indicateur), changedSince(one));
        return { retour: { ...retour, errors } };
    }
  };

  const undo = async (
    sent: Sent,
    partenaire: string,
    by: { by: string; at: string },
  ): Promise<{ annee: number; refus?: string }> => {
    const annee = anneeOf(sent('annee'));
    const indicateur = declareDe(sent('indicateur'))?.id ?? '';
    try {
      await annulerChiffre(deps, { annee, partenaire, indicateur, version: Number(sent('version')) }, by);
      return { annee };
    } catch (error) {
      const refus = notUndone[codeOf(error)];
      if (refus === undefined) throw error;
      return { annee, refus };
    }
  };

  const page = async (
    c: Ctx,
    here: Here,
    annee: number,
    { retour, refus }: { retour?: Retour; refus?: string } = {},
  ) =>
    c.html(
      <ChiffresPage
        here={here}
        annee={annee}
        today={today()}
        lignes={await lignesOf(here.code, annee)}
        retour={retour}
        refus={refus}
        fait={c.req.query('fait')}
      />,
      retour || refus !== undefined ? 422 : 200,
    );
  const declaring =
    (say: (c: Ctx, here: Here) => Promise<Response>) =>
    (c: Ctx, here: Here): Response | Promise<Response> =>
      declaresDe(here.code).length === 0 ? refuse(c, 'noPage') : say(c, here);

  const statePage = async (
    c: Ctx,
    signedIn: SignedIn,
    { code, nom }: { code: string; nom: string },
    annee: number,
    { retour, refus, moyen }: { retour?: Retour; refus?: string; moyen?: string } = {},
  ) =>
    c.html(
      <DeclaresOfPage
        reader={readerOf(signedIn)}
        code={code}
        nom={nom}
        annee={annee}
        today={today()}
        lignes={await lignesOf(code, annee)}
        moyen={moyen}
        retour={retour}
        refus={refus}
        fait={c.req.query('fait')}
      />,
      retour || refus !== undefined ? 422 : 200,
    );
  /** The partner that an address of the State's names: one of the registry, of which something is asked. */
  const organismeOf = async (c: Ctx): Promise<{ code: string; nom: string } | undefined> => {
    const code = c.req.param('organisme') ?? '';
    const entry =
      /^[a-z0-9-]{1,40}$/.test(code) && declaresDe(code).length > 0 ? await registry.get(code) : undefined;
    return entry && { code, nom: entry.name };
  };

  return {
    chiffres: reads(
      'others',
      declaring((c, here) => page(c, here, anneeOf(c.req.query('annee')))),
    ),

    declareChiffres: sends(
      'others',
      declaring(async (c, here) => {
        const sent = await sentIn(c);
        const annee = anneeOf(sent('annee'));
        const { name: by, person } = here.by;
        const done = await take({ sent, partenaire: here.code, annee }, { by, at: now(), person });
        return 'fait' in done
          ? c.redirect(under(here, `/chiffres?annee=${annee}&fait=${done.fait}`), 303)
          : page(c, here, annee, done);
      }),
    ),

    undoChiffre: sends(
      'others',
      declaring(async (c, here) => {
        const { annee, refus } = await undo(await sentIn(c), here.code, { by: here.by.name, at: now() });
        return refus === undefined
          ? c.redirect(under(here, `/chiffres?annee=${annee}&fait=annule`), 303)
          : page(c, here, annee, { refus });
      }),
    ),

    declares: async (c, signedIn) => {
      const annee = anneeOf(c.req.query('annee'));
      const [entries, chiffres, ecrites] = await Promise.all([
        registry.all(),
        readDeclares(client, table, annee),
        store.demandes(annee),
      ]);
      const faits = new Set(chiffres.map(({ partenaire, indicateur }) => `${partenaire}|${indicateur}`));
      const { manques, orphelins } = manquesDe(entries, faits, today());
      const asked = new Set(manques.map(({ partenaire }) => partenaire));
      // Who declared, and is asked nothing more: its figures count all the same.
      const others = [...new Set(chiffres.map(({ partenaire }) => partenaire))]
        .filter((code) => !asked.has(code))
        .map((code) => ({
          partenaire: code,
          nom: entries.find((one) => one.code === code)?.name ?? code,
          indicateurs: [],
        }));
      const all = [...manques, ...others];
      return c.html(
        <DeclaresPage
          reader={readerOf(signedIn)}
          annee={annee}
          today={today()}
          organismes={all.map(({ partenaire, nom, indicateurs }) => ({
            code: partenaire,
            nom,
            faits: chiffres.filter((one) => one.partenaire === partenaire).length,
            manquants: indicateurs.flatMap((id) => declareDe(id) ?? []),
            ecrites: ecrites.filter((one) => one.partenaire === partenaire && one.etape !== 'manquants'),
          }))}
          totaux={declares
            .filter(({ id }) => !orphelins.includes(id))
            .map((indicateur) => {
              const own = chiffres.filter((one) => one.indicateur === indicateur.id);
              return {
                indicateur,
                valeur: totalDeclare(own, indicateur.id)?.valeur,
                textes: own.flatMap(({ texte }) => texte ?? []),
                faits: own.length,
                attendus: all.filter(({ partenaire }) => declare(indicateur, partenaire)).length,
              };
            })}
          orphelins={orphelins.flatMap((id) => declareDe(id) ?? [])}
        />,
      );
    },

    declaresOf: async (c, signedIn) => {
      const organisme = await organismeOf(c);
      return organisme
        ? statePage(c, signedIn, organisme, anneeOf(c.req.query('annee')))
        : refuse(c, 'noPage');
    },

    tellDeclares: async (c, signedIn) => {
      const organisme = await organismeOf(c);
      if (!organisme) return refuse(c, 'noPage');
      const sent = await sentIn(c);
      const annee = anneeOf(sent('annee'));
      const moyen = moyens.find((one) => one === sent('moyen'));
      const asked = new Map(
        moyen === undefined
          ? [['moyen', 'Dites comment l’organisme vous a donné ces chiffres.'] as const]
          : [],
      );
      const done = await take(
        { sent, partenaire: organisme.code, annee },
        { ...answerBy(signedIn, deps), moyen },
        asked,
      );
      return 'fait' in done
        ? c.redirect(`${DECLARES}/${organisme.code}?annee=${annee}&fait=${done.fait}`, 303)
        : statePage(c, signedIn, organisme, annee, { ...done, ...(moyen !== undefined && { moyen }) });
    },

    undoDeclare: async (c, signedIn) => {
      const organisme = await organismeOf(c);
      if (!organisme) return refuse(c, 'noPage');
      const { annee, refus } = await undo(await sentIn(c), organisme.code, answerBy(signedIn, deps));
      return refus === undefined
        ? c.redirect(`${DECLARES}/${organisme.code}?annee=${annee}&fait=annule`, 303)
        : statePage(c, signedIn, organisme, annee, { refus });
    },
  };
};
