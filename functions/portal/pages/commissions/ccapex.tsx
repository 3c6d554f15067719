import {
  consignerRemises,
  DECISIONS_LISTEES,
  deciderAide,
  lireAvant2027,
  lireDossierAide,
  noterNotification,
} from '../../../../shared/cases/commissions/aides.ts';
import { suivreAvis } from '../../../../shared/cases/commissions/avis.ts';
import { inscrire } from '../../../../shared/cases/commissions/ordre-du-jour.ts';
import { type CasSaisi, lireSaisines } from '../../../../shared/cases/commissions/saisines.ts';
import {
  confierSignalement,
  rendreCompteSignalement,
} from '../../../../shared/cases/commissions/signalements.ts';
import { resolveCase } from '../../../../shared/cases/filing/case-names.ts';
import { addDays, isDay } from '../../../../shared/domain/calendar/civil-date.ts';
import { peut, travaille } from '../../../../shared/domain/commissions/acces.ts';
import { estOuverteAuxListes } from '../../../../shared/domain/commissions/seance.ts';
import { urgenceDe } from '../../../../shared/domain/commissions/urgence.ts';
import { organismesPayeurs } from '../../../../shared/domain/events/signals.ts';
import { decisionsAide, etatsOrientation, raisonsAide } from '../../../../shared/domain/events/support.ts';
import { rowOf } from '../../../../shared/domain/lists/row.ts';
import { codeOf } from '../../../../shared/errors.ts';
import { createCcapexStore } from '../../../../shared/store/ccapex.ts';
import { type Answers, type Ctx, readerOf, type Seated, type SignedIn } from '../../page.ts';
import { AidePage, AidesPage, AvantPage } from '../../views/commissions/ccapex/aides.tsx';
import { AvisPage, SansAvis } from '../../views/commissions/ccapex/avis.tsx';
import { voitLesAides } from '../../views/commissions/ccapex/liens.tsx';
import {
  MOST_SHOWN,
  ProposerPage,
  SaisinesPage,
  type SorteMontree,
  sorteNames,
} from '../../views/commissions/ccapex/saisines.tsx';
import { commissionPath } from '../../views/commissions/words.tsx';
import { type FieldErrors, NO_ERROR } from '../../views/kit/fields.tsx';
import { refuse } from '../refuse.tsx';
import { CHANGED, type CommissionPageDeps, createCommissionWork } from './deps.ts';
import { createHouseholds } from './households.tsx';

/** Closed sessions whose opinions a page leads to. */
const MOST_SEANCES = 12;
/** Rows of the list of what was signalled before 2027; the command gives them all. */
const MOST_ROWS = 500;
/** Households that one form puts on an agenda, or shares out. */
const MOST_CHOSEN = 50;
const REFERENCE = /^\d{2,3}-\d{4}-\d{6,9}$/;

const isSorte = (text: string): text is SorteMontree => Object.hasOwn(sorteNames, text);
const all = (body: Record<string, unknown>, name: string): string[] =>
  [body[name]].flat().filter((one): one is string => typeof one === 'string' && one !== '');

/** What is referred to a CCAPEX, what it decides of aids, what became of its opinions; what the SIAO proposes to its synthesis. */
export const ccapexPages = (
  deps: CommissionPageDeps,
): Answers<'saisines' | 'runSaisines' | 'aides' | 'aidesAvant' | 'aide' | 'runAide' | 'avisSuivis'> => {
  const work = createCommissionWork(deps);
  const { store, record, today } = work;
  const ccapex = createCcapexStore(deps.client, deps.table);
  const withCcapex = { ...record, ccapex };
  const { seen } = createHouseholds(deps, work);

  /** What a reader may see of queues: all of it for who works there and the State; else what is theirs, by their partner's code. */
  const placeOf = ({ commission, sieges }: Seated) => {
    const own = sieges.flatMap((siege) => (siege.kind === 'membre' ? [siege.membre] : []));
    const works = peut(commission, sieges, 'suivi');
    return {
      works,
      voitTout: travaille(commission, sieges) || sieges.some(({ kind }) => kind === 'etat'),
      membres: own.map(({ id }) => id),
      codes: own.flatMap(({ partenaire }) => partenaire ?? []),
    };
  };
  /** Only what is theirs is left of a queue for who does not see it all. */
  const theirs = (cas: readonly CasSaisi[], codes: readonly string[]): CasSaisi[] =>
    cas.filter(({ saisines }) => saisines.some(({ par }) => codes.includes(par)));
  const openSeances = async (code: string) =>
    (await store.seances(code)).filter(
      (one) => one.type === 'situations' && estOuverteAuxListes(one) && one.date >= today(),
    );

  const showSaisines = async (
    c: Ctx,
    signedIn: SignedIn,
    seated: Seated,
    sorte: SorteMontree,
    refused: readonly string[] = [],
  ) => {
    const { commission } = seated;
    const { works, voitTout, membres, codes } = placeOf(seated);
    const reader = readerOf(signedIn);
    const done = c.req.query('fait');
    const status = refused.length > 0 ? 422 : 200;
    const seances = await openSeances(commission.code);
    if (commission.nature === 'synthese')
      return c.html(<ProposerPage {...{ reader, commission, seances, works, refused, done }} />, status);
    const [read, given] = await Promise.all([
      lireSaisines(deps, commission, sorte, deps.now()),
      sorte === 'signalement' ? ccapex.repartitions(commission.code) : [],
    ]);
    const repartitions = new Map(
      given
        .filter((one) =>
          read.cas.some(
            ({ caseId, saisines }) =>
              caseId === one.caseId && saisines.some(({ depuis }) => depuis === one.depuis),
          ),
        )
        .map((one) => [one.caseId, one]),
    );
    const cas = voitTout
      ? read.cas
      : sorte === 'signalement'
        ? read.cas.filter(({ caseId }) => membres.includes(repartitions.get(caseId)?.membre ?? ''))
        : theirs(read.cas, codes);
    // Of two alike, what nobody is in charge of comes first.
    const ordered =
      sorte === 'signalement'
        ? cas.toSorted((a, b) => Number(repartitions.has(a.caseId)) - Number(repartitions.has(b.caseId)))
        : cas;
    await work.recordSeen(signedIn, 'saisines', ordered.slice(0, MOST_SHOWN));
    return c.html(
      <SaisinesPage
        reader={reader}
        commission={commission}
        sorte={sorte}
        cas={ordered}
        partiel={read.partiel}
        repartitions={repartitions}
        seances={seances}
        works={works}
        voitTout={voitTout}
        membres={membres}
        today={today()}
        refused={refused}
        done={done}
      />,
      status,
    );
  };

  /** The aids that a reader may see: all of them, or those that their body referred. */
  const aidesVues = (seated: Seated) => {
    const { voitTout, codes, works } = placeOf(seated);
    const bodies = organismesPayeurs.filter((one) => codes.includes(one));
    return { voitTout, works, bodies };
  };

  const showAides = async (c: Ctx, signedIn: SignedIn, seated: Seated, refused?: string) => {
    const { commission } = seated;
    const { voitTout, works, bodies } = aidesVues(seated);
    // What was handed over since is told to its case now, rather than tomorrow morning.
    if (works) await consignerRemises(withCcapex, commission, deps.now());
    const [{ cas, partiel }, decisions] = await Promise.all([
      lireSaisines(deps, commission, 'aide', deps.now()),
      ccapex.decisions(commission.code, addDays(today(), -DECISIONS_LISTEES)),
    ]);
    const decided = new Set(
      decisions.filter(({ status }) => status !== 'consignee').map(({ caseId }) => caseId),
    );
    const shown = (voitTout ? cas : theirs(cas, bodies))
      .filter(({ caseId }) => !decided.has(caseId))
      .slice(0, MOST_SHOWN);
    await work.recordSeen(signedIn, 'aides', shown);
    return c.html(
      <AidesPage
        reader={readerOf(signedIn)}
        commission={commission}
        cas={shown}
        partiel={partiel}
        decisions={decisions
          .filter(({ organisme }) => voitTout || bodies.includes(organisme))
          .toReversed()
          .slice(0, MOST_SHOWN)}
        works={works}
        voitTout={voitTout}
        today={today()}
        refused={refused}
        done={c.req.query('fait')}
      />,
      refused === undefined ? 200 : 422,
    );
  };

  const showAide = async (
    c: Ctx,
    signedIn: SignedIn,
    seated: Seated,
    { errors = NO_ERROR, refused }: { errors?: FieldErrors; refused?: string | undefined } = {},
  ) => {
    const { commission } = seated;
    const { voitTout, works, bodies } = aidesVues(seated);
    const asked = c.req.param('reference') ?? '';
    const read = REFERENCE.test(asked)
      ? await lireDossierAide(deps, commission, asked, deps.now())
      : undefined;
    if (read?.kind !== 'fait') return refuse(c, 'noSuch');
    const { dossier } = read;
    if (!voitTout && !bodies.some((one) => one === dossier.organisme)) return refuse(c, 'notYours');
    const { caseId } = dossier.found.summary;
    await work.recordSeen(signedIn, 'aide', [{ caseId }]);
    const decisions = (await ccapex.decisions(commission.code, addDays(today(), -DECISIONS_LISTEES))).filter(
      (one) => one.caseId === caseId,
    );
    return c.html(
      <AidePage
        reader={readerOf(signedIn)}
        commission={commission}
        dossier={dossier}
        decisions={decisions}
        urgence={urgenceDe(rowOf(dossier.state), today())}
        decide={works}
        today={today()}
        errors={errors}
        refused={refused}
      />,
      errors.size > 0 || refused !== undefined ? 422 : 200,
    );
  };

  const isCcapex = ({ commission }: Seated): boolean => commission.nature === 'ccapex';
  const mayAides = ({ commission, sieges }: Seated): boolean =>
    voitLesAides(travaille(commission, sieges), sieges);

  return {
    saisines: async (c, signedIn, seated) => {
      if (seated.commission.nature === 'clpil') return refuse(c, 'noSuch');
      const sorte = c.req.query('sorte') ?? 'examen';
      return isSorte(sorte) ? showSaisines(c, signedIn, seated, sorte) : refuse(c, 'noSuch');
    },

    runSaisines: async (c, signedIn, seated) => {
      const { commission } = seated;
      if (commission.nature === 'clpil') return refuse(c, 'noSuch');
      const { works, membres } = placeOf(seated);
      const body = await c.req.parseBody({ all: true });
      const text = (name: string): string => all(body, name)[0]?.trim() ?? '';
      const answer = work.by(signedIn);
      const asked = text('sorte');
      const sorte = isSorte(asked) ? asked : 'examen';
      const chosen = all(body, 'dossier').slice(0, MOST_CHOSEN);
      const own = `${commissionPath(commission.code)}/saisines`;
      const back = `${own}?${sorte === 'examen' ? '' : `sorte=${sorte}&`}`;
      const faire = text('faire');
      if (faire === 'compte') {
        const given = (await ccapex.repartitions(commission.code)).find(
          ({ caseId, membre }) => caseId === text('confie') && membres.includes(membre),
        );
        const etat = etatsOrientation.find((code) => code === text('etat'));
        if (!given) return refuse(c, 'notYours');
        if (!etat || !isDay(text('le')))
          return showSaisines(c, signedIn, seated, sorte, ['Dites où vous en êtes, et depuis quel jour.']);
        const done = await rendreCompteSignalement(
          record,
          commission,
          given,
          { etat, le: text('le') },
          answer,
        );
        return done.kind === 'fait'
          ? c.redirect(`${back}fait=compte`, 303)
          : showSaisines(c, signedIn, seated, sorte, [
              done.kind === 'refus' ? done.refus.text : CHANGED.text,
            ]);
      }
      if (!works) return refuse(c, 'notYours');
      if (chosen.length === 0)
        return showSaisines(c, signedIn, seated, sorte, ['Choisissez une situation au moins.']);
      const refused: string[] = [];
      const say = (reference: string, done: { kind: string; refus?: { text: string } }): void => {
        if (done.kind !== 'fait') refused.push(`${reference} : ${done.refus?.text ?? CHANGED.text}`);
      };
      if (faire === 'confier' && isCcapex(seated)) {
        for (const reference of chosen)
          say(reference, await confierSignalement(withCcapex, commission, reference, text('membre'), answer));
      } else if (faire === 'inscrire' || faire === 'proposer') {
        const date = text('seance');
        const seance = isDay(date) ? await store.seance(commission.code, date) : undefined;
        if (!seance) return showSaisines(c, signedIn, seated, sorte, ['Choisissez une séance.']);
        for (const reference of chosen) {
          try {
            const caseId = await resolveCase(deps.client, deps.table, reference);
            say(reference, await inscrire(record, { commission, seance }, caseId, answer));
          } catch (error) {
            const code = codeOf(error);
            if (code !== 'NAME_WRONG' && code !== 'NAME_UNKNOWN') throw error;
            refused.push(`${reference} : aucun dossier ne porte cette référence ou ce nom.`);
          }
        }
      } else return refuse(c, 'noPage');
      return refused.length > 0
        ? showSaisines(c, signedIn, seated, sorte, refused)
        : c.redirect(`${back}fait=${faire}`, 303);
    },

    aides: async (c, signedIn, seated) => {
      if (!isCcapex(seated)) return refuse(c, 'noSuch');
      return mayAides(seated) ? showAides(c, signedIn, seated) : refuse(c, 'notYours');
    },

    aidesAvant: async (c, signedIn, seated) => {
      if (!isCcapex(seated)) return refuse(c, 'noSuch');
      // Rows say no more than that a rent is unpaid, and where: but CAF and MSA have their own lists, and see no other's.
      if (!aidesVues(seated).voitTout) return refuse(c, 'notYours');
      const read = await lireAvant2027(deps, seated.commission);
      const cas = read.cas.slice(0, MOST_ROWS);
      const partiel = read.partiel || cas.length < read.cas.length;
      await work.recordSeen(signedIn, 'aidesAvant', cas);
      return c.html(
        <AvantPage reader={readerOf(signedIn)} commission={seated.commission} cas={cas} partiel={partiel} />,
      );
    },

    aide: async (c, signedIn, seated) => {
      if (!isCcapex(seated)) return refuse(c, 'noSuch');
      return mayAides(seated) ? showAide(c, signedIn, seated) : refuse(c, 'notYours');
    },

    runAide: async (c, signedIn, seated) => {
      const { commission } = seated;
      if (!isCcapex(seated)) return refuse(c, 'noSuch');
      const { works } = placeOf(seated);
      if (!works) return refuse(c, 'notYours');
      const body = await c.req.parseBody({ all: true });
      const text = (name: string): string => all(body, name)[0]?.trim() ?? '';
      const answer = work.by(signedIn);
      const own = `${commissionPath(commission.code)}/aides`;
      if (text('faire') === 'notifier') {
        const id = text('decision');
        const le = text(`le-${id}`);
        if (!isDay(le)) return showAides(c, signedIn, seated, 'Une date est attendue.');
        const done = await noterNotification(withCcapex, commission, id, le, answer);
        return done.kind === 'fait'
          ? c.redirect(`${own}?fait=notifier`, 303)
          : showAides(c, signedIn, seated, done.kind === 'refus' ? done.refus.text : CHANGED.text);
      }
      const aide = decisionsAide.find((one) => one === text('aide'));
      const raisons = raisonsAide.filter((one) => all(body, 'raisons').includes(one));
      const errors = new Map<string, string>();
      if (!aide) errors.set('aide', 'Choisissez le maintien ou la suspension.');
      if (aide === 'suspension' && raisons.length === 0)
        errors.set('raisons', 'Dites au moins une raison de suspendre l’aide.');
      const asked = c.req.param('reference') ?? '';
      if (!REFERENCE.test(asked)) return refuse(c, 'noSuch');
      if (!aide || errors.size > 0) return showAide(c, signedIn, seated, { errors });
      const done = await deciderAide(
        withCcapex,
        commission,
        asked,
        { aide, raisons },
        Number(text('vue')),
        answer,
      );
      return done.kind === 'fait'
        ? c.redirect(`${own}?fait=decider`, 303)
        : showAide(c, signedIn, seated, {
            refused: done.kind === 'refus' ? done.refus.text : CHANGED.text,
          });
    },

    avisSuivis: async (c, signedIn, seated) => {
      const { commission } = seated;
      if (commission.nature === 'clpil') return refuse(c, 'noSuch');
      const closed = (await store.seances(commission.code))
        .filter(({ etat, type }) => etat === 'close' && type === 'situations')
        .toReversed()
        .slice(0, MOST_SEANCES);
      const asked = c.req.query('seance');
      const seance = asked === undefined ? closed[0] : closed.find(({ date }) => date === asked);
      if (!seance)
        return asked === undefined
          ? c.html(<SansAvis commission={commission} reader={readerOf(signedIn)} />)
          : refuse(c, 'noSuch');
      const here = work.inSeance({ ...seated, seance }, signedIn);
      if (!here) return refuse(c, 'noSuch');
      const found = await seen(c, signedIn, here, 'avis');
      if ('answer' in found) return found.answer;
      const suivis = await suivreAvis(deps, found.situations, seance.date, today());
      return c.html(<AvisPage here={here} seances={closed} suivis={suivis} />);
    },
  };
};
