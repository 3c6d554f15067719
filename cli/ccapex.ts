import {
  consignerRemises,
  DECISIONS_LISTEES,
  deciderAide,
  lireAvant2027,
} from '../shared/cases/commissions/aides.ts';
import { suivreAvis } from '../shared/cases/commissions/avis.ts';
import { desinscrire, inscrire } from '../shared/cases/commissions/ordre-du-jour.ts';
import { lireSaisines, sortesSaisine } from '../shared/cases/commissions/saisines.ts';
import { confierSignalement } from '../shared/cases/commissions/signalements.ts';
import { resolveCase } from '../shared/cases/filing/case-names.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { addDays } from '../shared/domain/calendar/civil-date.ts';
import { inscrites } from '../shared/domain/commissions/seance.ts';
import { decisionsAide, raisonsAide } from '../shared/domain/events/support.ts';
import { createCcapexStore } from '../shared/store/ccapex.ts';
import { DONE, Misused, needed } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';
import { commissionNamed, done, open, seanceAsked, show } from './commission/seated.ts';
import { program } from './program.ts';

const byOption = { type: 'string', value: 'NOM', about: 'qui le fait, ou qui lit' } as const;
const caseOption = {
  type: 'string',
  value: 'DOSSIER',
  about: 'sa référence, ou le nom qu’un partenaire lui donne',
} as const;
const dateOption = { type: 'string', value: 'JOUR', about: 'la séance, AAAA-MM-JJ' } as const;

/** What reaches the commissions, and what a CCAPEX keeps beside them. */
const opened = () => {
  const hub = open();
  return { ...hub, ccapex: createCcapexStore(hub.client, hub.table) };
};

const saisines = command({
  about: 'Ce qui attend une CCAPEX, le plus urgent d’abord.',
  usage: 'ccapex-nord --by NOM [--sorte signalement]',
  options: {
    sorte: { type: 'string', value: 'SORTE', about: `${sortesSaisine.join(', ')} (examen sans elle)` },
    by: byOption,
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const asked = values.sorte ?? 'examen';
    const sorte = sortesSaisine.find((one) => one === asked);
    if (!sorte) throw new Misused(`--sorte ${asked} : ${sortesSaisine.join(', ')}`);
    const hub = opened();
    const commission = await commissionNamed(hub, code);
    const { cas, partiel } = await lireSaisines(hub, commission, sorte, hub.now());
    await recordRead(
      hub.client,
      hub.table,
      { by, at: hub.now() },
      'ccapex saisines',
      cas.map(({ caseId }) => caseId),
    );
    show({
      partiel,
      saisines: cas.map(({ caseId, urgence, row, saisines: own }) => ({
        dossier: caseId,
        urgence: urgence.raison,
        commune: row.commune,
        saisines: own,
      })),
    });
    return DONE;
  },
});

const inscrireVerb = command({
  about: 'Inscrit à l’ordre du jour d’une séance un dossier saisi ; le SIAO, un dossier qu’il connaît.',
  usage: 'ccapex-nord --date 2027-01-15 --case 77-2026-000123 --by NOM',
  options: { date: dateOption, case: caseOption, by: byOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const caseId = await resolveCase(hub.client, hub.table, needed(values.case, '--case'));
    const { situation } = done(await inscrire(hub, en, caseId, { by, at: hub.now() }));
    show({ situation: situation.id, dossier: situation.caseId, urgence: situation.urgence?.raison });
    return DONE;
  },
});

const oter = command({
  about: 'Ôte un dossier de l’ordre du jour : sa saisine attend de nouveau.',
  usage: 'ccapex-nord --date 2027-01-15 --case 77-2026-000123 --by NOM',
  options: { date: dateOption, case: caseOption, by: byOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const caseId = await resolveCase(hub.client, hub.table, needed(values.case, '--case'));
    const found = (await hub.store.situations(en.commission.code, en.seance.date)).find(
      (one) => one.caseId === caseId,
    );
    if (!found) throw new Misused(`${caseId} n’est pas à l’ordre du jour de cette séance`);
    done(await desinscrire(hub, en, found.id, { by, at: hub.now() }));
    return DONE;
  },
});

const confier = command({
  about: 'Confie à un membre ce qu’un commissaire a signalé.',
  usage: 'ccapex-nord --case 77-2026-000123 --membre mds-meaux --by NOM',
  options: {
    case: caseOption,
    membre: { type: 'string', value: 'ID', about: 'le membre, par son identifiant' },
    by: byOption,
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = opened();
    const commission = await commissionNamed(hub, code);
    const caseId = await resolveCase(hub.client, hub.table, needed(values.case, '--case'));
    done(
      await confierSignalement(hub, commission, caseId, needed(values.membre, '--membre'), {
        by,
        at: hub.now(),
      }),
    );
    return DONE;
  },
});

const aides = command({
  about: 'Décide du maintien ou de la suspension d’une aide (à compter de 2027), ou dit ce qui a été décidé.',
  usage: `ccapex-nord --by NOM                                                       ce qui attend, ce qui est décidé
ccapex-nord --avant-2027 --by NOM                                          les impayés signalés avant 2027
ccapex-nord --case 77-2026-000123 --decision suspension --raison planNonTenu --by NOM`,
  options: {
    case: caseOption,
    decision: { type: 'string', value: 'SENS', about: decisionsAide.join(', ') },
    raison: { type: 'string', value: 'RAISON', multiple: true, about: raisonsAide.join(', ') },
    'avant-2027': {
      type: 'boolean',
      about: 'les impayés signalés avant 2027, dont le régime est à confirmer',
    },
    by: byOption,
  },
  operands: 1,
  notes: `Sans décision, l’aide est maintenue ; aucun délai n’est compté. La décision part sur la file de réponses de la CAF ou de la MSA ; le
jour où elle y est remise est celui de la notification, et une suspension prend effet le premier jour du mois suivant.`,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = opened();
    const commission = await commissionNamed(hub, code);
    const at = hub.now();
    const read = (cases: readonly string[]) =>
      recordRead(hub.client, hub.table, { by, at }, 'ccapex aides', cases);
    if (values['avant-2027']) {
      const { cas, partiel } = await lireAvant2027(hub, commission);
      await read(cas.map(({ caseId }) => caseId));
      show({ partiel, dossiers: cas.map(({ caseId, row }) => ({ dossier: caseId, signaleLe: row.regime })) });
      return DONE;
    }
    if (values.case === undefined) {
      await consignerRemises(hub, commission, at);
      const { cas } = await lireSaisines(hub, commission, 'aide', at);
      const decisions = await hub.ccapex.decisions(commission.code, addDays(hub.today(), -DECISIONS_LISTEES));
      await read([...cas, ...decisions].map(({ caseId }) => caseId));
      show({
        attendent: cas.map(({ caseId, saisines: own }) => ({ dossier: caseId, saisines: own })),
        decidees: decisions.map(({ caseId, aide: sens, raisons, decideeLe, status, notifieeLe }) => ({
          ...{ dossier: caseId, aide: sens, raisons, decideeLe, etat: status, notifieeLe },
        })),
      });
      return DONE;
    }
    const sens = decisionsAide.find((one) => one === values.decision);
    if (!sens) throw new Misused(`--decision : ${decisionsAide.join(', ')}`);
    const unknown = (values.raison ?? []).find((one) => !raisonsAide.some((code) => code === one));
    if (unknown !== undefined) throw new Misused(`--raison ${unknown} : ${raisonsAide.join(', ')}`);
    const caseId = await resolveCase(hub.client, hub.table, values.case);
    const before = (
      await hub.ccapex.decisions(commission.code, addDays(hub.today(), -DECISIONS_LISTEES))
    ).filter((one) => one.caseId === caseId);
    const { decision } = done(
      await deciderAide(
        hub,
        commission,
        caseId,
        { aide: sens, raisons: raisonsAide.filter((one) => values.raison?.includes(one)) },
        before.length,
        { by, at },
      ),
    );
    show({ decision: decision.id, dossier: decision.caseId, organisme: decision.organisme });
    return DONE;
  },
});

const avis = command({
  about: 'Ce que sont devenus les avis d’une séance, et ce que l’État a décidé ensuite.',
  usage: 'ccapex-nord --date 2027-01-15 --by NOM',
  options: { date: dateOption, by: byOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const { by, hub, en } = await seanceAsked(values, code);
    const { commission, seance } = en;
    const all = inscrites(await hub.store.situations(commission.code, seance.date), seance);
    await recordRead(
      hub.client,
      hub.table,
      { by, at: hub.now() },
      'ccapex avis',
      all.flatMap(({ caseId }) => caseId ?? []),
    );
    show(
      (await suivreAvis(hub, all, seance.date, hub.today())).map(({ situation, suivies, concours }) => ({
        dossier: situation.caseId,
        suivies: suivies.map(({ mesure, suite }) => ({ mesure, etat: suite?.etat, le: suite?.le })),
        concours: concours.map(({ event, ecarte, dite }) => ({
          ...{ issue: event.issue, le: event.actDate, ecarte, dite },
        })),
      })),
    );
    return DONE;
  },
});

export const ccapex = program(
  `La CCAPEX : ce qui lui est demandé, ses décisions sur les aides, ses avis ; séances et relevés sont à « commission ». Mêmes variables
que « commission ».`,
  {
    saisines: { about: 'ce qui attend, le plus urgent d’abord', load: async () => saisines },
    inscrire: { about: 'inscrit un dossier à une séance', load: async () => inscrireVerb },
    oter: { about: 'ôte un dossier d’une séance', load: async () => oter },
    confier: { about: 'confie un signalement à un membre', load: async () => confier },
    // «aide» is the word for help.
    aides: { about: 'maintient ou suspend une aide au logement', load: async () => aides },
    avis: { about: 'ce que sont devenus les avis', load: async () => avis },
  },
);
