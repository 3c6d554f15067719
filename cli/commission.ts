import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { stages } from '../infra/stages.ts';
import { createLazySend } from '../shared/aws/lazy-send.ts';
import { bilanDeLAnnee } from '../shared/cases/commissions/bilan.ts';
import { caseOfMessages } from '../shared/cases/commissions/cases-of.ts';
import {
  clore,
  contribuer,
  decider,
  marqueDe,
  rendreCompte,
  rouvrir,
} from '../shared/cases/commissions/decisions.ts';
import type { Issue } from '../shared/cases/commissions/deps.ts';
import {
  annulerEtPrevenir,
  envoyerReleve,
  inviterMembres,
  rappelerMembres,
  transmettre,
} from '../shared/cases/commissions/envois.ts';
import { exportDeSeance } from '../shared/cases/commissions/export.ts';
import { deposerListe, noterLettres } from '../shared/cases/commissions/listes.ts';
import { type Kept, keepCommission, tellProtocole } from '../shared/cases/commissions/register.ts';
import { retirerMenage } from '../shared/cases/commissions/retrait.ts';
import { ouvrirSeance, prevoirSeance, protocoleDe } from '../shared/cases/commissions/seances.ts';
import type { Answer } from '../shared/cases/recording/record-event.ts';
import { recordRead } from '../shared/cases/recording/record-read.ts';
import { isDay } from '../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import type { Siege } from '../shared/domain/commissions/acces.ts';
import { whoDoes } from '../shared/domain/commissions/commission.ts';
import { decisionIssueSchema, enMots } from '../shared/domain/commissions/issues.ts';
import { inscrites, nomDe, type Situation } from '../shared/domain/commissions/seance.ts';
import { organismeCodes } from '../shared/domain/events/organismes.ts';
import {
  etatsSuite,
  mesuresDecidees,
  raisonsSuite,
  recommandationsCcapex,
} from '../shared/domain/events/support.ts';
import { apiMessageBody } from '../shared/intake/api-intake.ts';
import { direInscription } from '../shared/intake/commissions/dire-inscription.ts';
import { lireListe } from '../shared/intake/commissions/lire-liste.ts';
import { bilanPdf, tableauxDe } from '../shared/outbound/commissions/bilan.ts';
import { courriersDAccordPdf, courriersDeSeancePdf } from '../shared/outbound/commissions/courriers.ts';
import { releveDe, relevePdf } from '../shared/outbound/commissions/releve.ts';
import { releveDocx } from '../shared/outbound/commissions/releve-docx.ts';
import { tableauAnnote, tableauAPreparer } from '../shared/outbound/commissions/tableaux.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { createCommissionStore } from '../shared/store/commissions.ts';
import { createPartnerRegistry } from '../shared/store/partners.ts';
import { chosen, DONE, environment, Misused, needed, type Options } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';
import { program } from './program.ts';

const envSchema = z.object({
  TABLE_NAME: z.string().min(1),
  MATCHING_KEY: z.string().min(16),
  STAGE: z.enum(['dev', 'preprod', 'prod', 'local']).default('local'),
  MESSAGES_QUEUE_URL: z.string().optional(),
});

export const open = () => {
  const env = environment(envSchema);
  const client = createDocumentClient();
  const table = env.TABLE_NAME;
  const store = createCommissionStore(client, table);
  const registry = createPartnerRegistry(client, table);
  const { arrondissements } = stages[env.STAGE].mailboxes;
  const now = (): string => new Date().toISOString();
  const queue = env.MESSAGES_QUEUE_URL;
  const send = createLazySend();
  return {
    client,
    table,
    matchingKey: env.MATCHING_KEY,
    store,
    now,
    today: () => parisDay(now()),
    boites: {
      etat: (code: keyof typeof arrondissements) => arrondissements[code],
      partenaire: async (code: string) => (await registry.get(code))?.contact,
    },
    dire: (commission: string) => {
      const url = needed(queue, 'MESSAGES_QUEUE_URL dans l’environnement');
      return direInscription(commission, { send: (message) => send(url, apiMessageBody(message)), now });
    },
  };
};
type Open = ReturnType<typeof open>;

export const show = (value: unknown): void => {
  process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`);
};

/** What a use case did; what it did not is told as a person who typed a command reads it. */
export const done = <T extends object>(result: Issue<T>): { kind: 'fait' } & T => {
  switch (result.kind) {
    case 'fait':
      return result;
    case 'refus':
      throw new Misused(`${result.refus.code} : ${result.refus.text}`);
    case 'change':
      throw new Error('quelqu’un a changé la même chose entre-temps : relancez la même commande');
  }
};
const kept = (result: Kept) => {
  if (result.kind === 'kept') return result.commission;
  if (result.kind === 'changed')
    throw new Error('la commission a changé entre-temps : relancez la même commande');
  throw new Misused(result.faults.map(({ path, text }) => `${path} : ${text}`).join('\n'));
};

export const commissionNamed = async ({ store }: Open, code: string | undefined) => {
  const asked = needed(code, 'le code de la commission');
  const found = await store.get(asked);
  if (!found) throw new Misused(`aucune commission ${asked} : « passerelle commission list » les donne`);
  return found;
};

const of = {
  date: { type: 'string', value: 'JOUR', about: 'la séance, AAAA-MM-JJ' },
  by: { type: 'string', value: 'NOM', about: 'qui le fait, ou qui lit' },
} as const satisfies Options;
const bailleurOption = {
  type: 'string',
  value: 'ID',
  about: 'le bailleur, par son identifiant de membre',
} as const;
const outOption = { type: 'string', value: 'FICHIER', about: 'où écrire le fichier' } as const;
const situationOption = {
  type: 'string',
  value: 'ID',
  about: 'la situation ; « situations » les donne',
} as const;

export const seanceNamed = async (hub: Open, code: string | undefined, date: string | undefined) => {
  const commission = await commissionNamed(hub, code);
  const day = needed(date, '--date');
  const seance = isDay(day) ? await hub.store.seance(commission.code, day) : undefined;
  if (!seance)
    throw new Misused(
      `aucune séance le ${day} : « passerelle commission show ${commission.code} » les donne`,
    );
  return { commission, seance };
};
type En = Awaited<ReturnType<typeof seanceNamed>>;
const membreNamed = ({ membres }: Awaited<ReturnType<typeof commissionNamed>>, id: string | undefined) => {
  const asked = needed(id, '--bailleur');
  const found = membres.find((one) => one.id === asked && one.organisme === 'bailleur');
  if (!found) throw new Misused(`--bailleur ${asked} : ce n’est pas un bailleur de cette commission`);
  return found;
};

/** Who types a command does the commission's work: what its secretariat may see, they see. */
const siegeOf = (commission: Awaited<ReturnType<typeof commissionNamed>>): Siege[] => {
  const membre = whoDoes(commission, 'releve');
  return membre ? [{ kind: 'membre', membre }] : [{ kind: 'etat', membre: undefined }];
};

/** The households of a session, once this reading is recorded. */
const readHouseholds = async (
  hub: Open,
  { commission, seance }: En,
  by: string,
  verb: string,
): Promise<Situation[]> => {
  const all = inscrites(await hub.store.situations(commission.code, seance.date), seance);
  const cases = await caseOfMessages(hub, all);
  const situations = all.map((one) => ({ ...one, caseId: cases.get(one.id) }));
  await recordRead(
    hub.client,
    hub.table,
    { by, at: hub.now() },
    `commission ${verb}`,
    situations.flatMap(({ caseId }) => caseId ?? []),
  );
  return situations;
};

const list = command({
  about: 'Les commissions du hub.',
  usage: '',
  options: {},
  run: async () => {
    for (const { code, nature, nom, from, to } of await open().store.all())
      show(
        `${code.padEnd(24)} ${nature.padEnd(10)} ${nom} (du ${from}${to === undefined ? '' : ` au ${to}`})`,
      );
    return DONE;
  },
});

const showOne = command({
  about: 'Dit une commission : le protocole, les membres, les séances.',
  usage: 'clpil-meaux',
  options: {},
  operands: 1,
  run: async ({ operands: [code] }) => {
    const hub = open();
    const commission = await commissionNamed(hub, code);
    const seances = await hub.store.seances(commission.code);
    show({
      ...commission,
      vie: protocoleDe(commission, hub.today()),
      seances: seances.map(({ date, etat, type, listes, releve }) => ({
        date,
        etat,
        type,
        listes: Object.keys(listes),
        releve: releve?.at,
      })),
    });
    return DONE;
  },
});

const keep = command({
  about: 'Crée une commission, ou remplace ce qui la décrit : membres, communes, secrétariat, paramètres.',
  usage: '--file clpil.json --by NOM',
  options: { by: of.by, file: { type: 'string', value: 'FICHIER', about: 'sa description, en JSON' } },
  notes: 'Le protocole, ses signatures et ses séances restent. « show » imprime une description à modifier.',
  run: async ({ values }) => {
    const by = authorIn(values.by);
    const hub = open();
    const described: unknown = JSON.parse(await readFile(needed(values.file, '--file'), 'utf8'));
    show(kept(await keepCommission(hub, described, { by, at: hub.now() })).code);
    return DONE;
  },
});

const faitSchema = z.discriminatedUnion('fait', [
  z.object({ fait: z.literal(['signaturePrevue', 'commissionPermanente']), le: z.iso.date() }),
  z.object({ fait: z.literal(['signature', 'denonciation']), membre: z.string(), le: z.iso.date() }),
  z.object({ fait: z.literal('bilan'), annee: z.int(), le: z.iso.date() }),
  z.object({ fait: z.literal('avenant'), objet: z.string().min(1) }),
  z.object({ fait: z.literal('signatureAvenant'), rang: z.int(), membre: z.string(), le: z.iso.date() }),
]);

const protocole = command({
  about: 'Note ce qui arrive au protocole d’une CLPIL.',
  usage: `clpil-meaux --fait '{"fait":"signature","membre":"mds-meaux","le":"2026-02-10"}' --by NOM`,
  options: { by: of.by, fait: { type: 'string', value: 'JSON', about: 'ce qui s’est passé' } },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const read = faitSchema.safeParse(JSON.parse(needed(values.fait, '--fait')));
    if (!read.success)
      throw new Misused(`--fait : ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
    const commission = kept(
      await tellProtocole(hub, await commissionNamed(hub, code), read.data, { by, at: hub.now() }),
    );
    show(protocoleDe(commission, hub.today()));
    return DONE;
  },
});

const plan = command({
  about: 'Prévoit une séance.',
  usage: 'clpil-meaux --date 2027-03-18 --heure 14:00 --lieu "Mairie de Meaux" --by NOM',
  options: {
    ...of,
    heure: { type: 'string', value: 'HH:MM', about: 'l’heure', default: '14:00' },
    lieu: { type: 'string', value: 'LIEU', about: 'le lieu' },
    type: { type: 'string', value: 'NATURE', about: 'situations ou doctrinale', default: 'situations' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const commission = await commissionNamed(hub, code);
    const prevue = {
      date: needed(values.date, '--date'),
      heure: values.heure,
      lieu: needed(values.lieu, '--lieu'),
      type: chosen({ situations: 'situations', doctrinale: 'doctrinale' } as const, values.type, 'nature'),
    };
    show(done(await prevoirSeance(hub, commission, prevue, { by, at: hub.now() })).seance);
    return DONE;
  },
});

/** What is done to a whole session. */
const gestes = {
  inviter: inviterMembres,
  rappeler: rappelerMembres,
  annuler: annulerEtPrevenir,
  ouvrir: (hub: Open, en: En, answer: Answer) =>
    ouvrirSeance(
      hub,
      en,
      Object.fromEntries(en.commission.membres.map(({ id }) => [id, 'present' as const])),
      answer,
    ),
  clore,
  rouvrir,
  releve: envoyerReleve,
} as const;

const faire = command({
  about: 'Fait avancer une séance.',
  usage: 'clpil-meaux --date 2027-03-18 --geste inviter --by NOM',
  options: { ...of, geste: { type: 'string', value: 'GESTE', about: Object.keys(gestes).join(', ') } },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    const geste = chosen<(hub: Open, en: En, answer: Answer) => Promise<Issue<object>>>(
      gestes,
      values.geste,
      'geste',
    );
    const { kind: _, ...told } = done(await geste(hub, en, { by, at: hub.now() }));
    show(told);
    return DONE;
  },
});

const deposer = command({
  about:
    'Dépose le tableau d’un bailleur pour une séance : chaque ligne est jugée, rien n’est encore transmis.',
  usage: 'clpil-meaux --date 2027-03-18 --bailleur habitat --file tableau.xlsx --by NOM',
  options: {
    ...of,
    bailleur: bailleurOption,
    file: { type: 'string', value: 'FICHIER', about: 'son tableau' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    const membre = membreNamed(en.commission, values.bailleur);
    const at = hub.now();
    const read = await lireListe(await readFile(needed(values.file, '--file')), {
      sender: membre.partenaire ?? '',
      date: en.seance.date,
      at,
    });
    if (!read.ok)
      throw new Misused(`${read.issue.code} : ${read.issue.message} Attendu : ${read.issue.expected}.`);
    const rows = read.lignes.flatMap(({ ligne, event }) => (event ? [{ ligne, event }] : []));
    const { rapport } = done(await deposerListe(hub, en, membre, rows, { by, at }));
    const judged = new Map(rapport.lignes.map((one) => [one.ligne, one]));
    for (const { ligne, event, issues } of read.lignes) {
      const one = judged.get(ligne);
      const said = [
        ...issues.map(({ path, message }) => `${path} ${message}`.trim()),
        ...(one?.verdicts ?? []).map(({ code: name, text }) => `${name} ${text}`),
      ];
      if (said.length > 0)
        show(`ligne ${ligne} : ${event && one?.prise ? 'prise' : 'non prise'} : ${said.join(' ')}`);
    }
    show({
      lignes: read.lignes.length,
      ajoutees: rapport.ajoutees,
      changees: rapport.changees,
      otees: rapport.otees,
    });
    return DONE;
  },
});

const modele = command({
  about: 'Écrit le tableau qu’un bailleur remplit, prérempli des situations de la dernière séance.',
  usage: 'clpil-meaux --date 2027-03-18 --bailleur habitat --out tableau.xlsx --by NOM',
  options: { ...of, bailleur: bailleurOption, out: outOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    const membre = membreNamed(en.commission, values.bailleur);
    const { precedentes } = await import('../shared/cases/commissions/listes.ts');
    const before = await precedentes(hub.store, await hub.store.seances(en.commission.code), en, membre.id);
    await recordRead(
      hub.client,
      hub.table,
      { by, at: hub.now() },
      'commission modele',
      before.flatMap(({ caseId }) => caseId ?? []),
    );
    await writeFile(needed(values.out, '--out'), await tableauAPreparer(before));
    return DONE;
  },
});

const lettres = command({
  about: 'Les lettres d’accord d’un bailleur : les imprime, ou note quel jour elles sont parties.',
  usage: `clpil-meaux --date 2027-03-18 --bailleur habitat --out lettres.pdf --by NOM
clpil-meaux --date 2027-03-18 --bailleur habitat --le 2027-01-25 --by NOM`,
  options: {
    ...of,
    bailleur: bailleurOption,
    out: outOption,
    le: { type: 'string', value: 'JOUR', about: 'le jour où elles sont parties' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    const membre = membreNamed(en.commission, values.bailleur);
    if (values.out !== undefined) {
      const own = (await hub.store.situations(en.commission.code, en.seance.date)).filter(
        ({ bailleur, etat }) => bailleur === membre.id && etat === 'proposee',
      );
      await writeFile(
        values.out,
        await courriersDAccordPdf(en.commission, en.seance, membre, own, values.le ?? hub.today()),
      );
      return DONE;
    }
    show({
      notees: done(await noterLettres(hub, en, membre.id, needed(values.le, '--le'), { by, at: hub.now() }))
        .notees,
    });
    return DONE;
  },
});

const transmettreVerb = command({
  about: 'Transmet aux membres la liste d’un bailleur : ce dont la lettre est partie à temps.',
  usage: 'clpil-meaux --date 2027-03-18 --bailleur habitat --by NOM',
  options: { ...of, bailleur: bailleurOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    const membre = membreNamed(en.commission, values.bailleur);
    const told = done(
      await transmettre(hub, en, membre, hub.dire(en.commission.code), { by, at: hub.now() }),
    );
    const { inscrites, retirees, tardive, attendent } = told;
    show({ inscrites, retirees, tardive, attendent });
    return DONE;
  },
});

const situations = command({
  about: 'Les situations inscrites à une séance. Cette lecture est consignée.',
  usage: 'clpil-meaux --date 2027-03-18 --by NOM',
  options: of,
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    for (const one of await readHouseholds(hub, en, by, 'situations'))
      show(
        `${one.id}  ${one.bailleur.padEnd(12)} ${nomDe(one) || one.reference}  ${one.issues.map(enMots).join(', ') || (one.decidee ? '' : 'à décider')}`,
      );
    return DONE;
  },
});

const say = command({
  about: 'Dit ce qu’un membre sait d’une situation.',
  usage: 'clpil-meaux --date 2027-03-18 --situation ID --membre mds-meaux --connu --texte "…" --by NOM',
  options: {
    ...of,
    situation: situationOption,
    membre: { type: 'string', value: 'ID', about: 'le membre qui parle' },
    connu: { type: 'boolean', about: 'il connaît le ménage' },
    texte: { type: 'string', value: 'TEXTE', about: 'ce qui aide la commission, mille caractères au plus' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    const said = { connu: values.connu === true, texte: values.texte ?? '' };
    done(
      await contribuer(
        hub,
        en,
        needed(values.situation, '--situation'),
        needed(values.membre, '--membre'),
        said,
        {
          by,
          at: hub.now(),
        },
      ),
    );
    return DONE;
  },
});

const decide = command({
  about: 'Décide d’une situation.',
  usage:
    'clpil-meaux --date 2027-03-18 --situation ID --issue accompagnement:mds --issue planApurement:bailleur --by NOM',
  options: {
    ...of,
    situation: situationOption,
    issue: {
      type: 'string',
      value: 'ISSUE:ORGANISME',
      about: 'une issue et l’organisme chargé ; se répète',
      multiple: true,
    },
    recommandation: { type: 'string', value: 'MESURE', about: 'pour une CCAPEX ; se répète', multiple: true },
    note: { type: 'string', value: 'TEXTE', about: 'ce que les issues ne disent pas' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    const id = needed(values.situation, '--situation');
    const issues = (values.issue ?? []).map((text) => {
      const [issue, organisme] = text.split(':');
      const read = decisionIssueSchema.safeParse({ issue, organisme });
      if (!read.success)
        throw new Misused(`--issue ${text} : une issue et un organisme sont attendus, accompagnement:mds`);
      return read.data;
    });
    const recommandations = (values.recommandation ?? []).map((one) =>
      chosen(Object.fromEntries(recommandationsCcapex.map((name) => [name, name])), one, 'recommandation'),
    );
    const found = await hub.store.situation(en.commission.code, en.seance.date, id);
    const decision = { issues, recommandations, note: values.note ?? '' };
    const result = await decider(hub, en, id, decision, found ? marqueDe(found) : '', { by, at: hub.now() });
    if (result.kind === 'autre')
      throw new Error('quelqu’un vient de décider autre chose : relisez « situations »');
    show(done(result).situation.issues.map(enMots).join(', '));
    return DONE;
  },
});

const compte = command({
  about: 'Rend compte de ce qu’une mesure décidée est devenue.',
  usage:
    'clpil-meaux --date 2027-03-18 --situation ID --membre mds-meaux --mesure accompagnement --etat faite --le 2027-04-20 --by NOM',
  options: {
    ...of,
    situation: situationOption,
    membre: { type: 'string', value: 'ID', about: 'le membre qui en rend compte' },
    mesure: { type: 'string', value: 'MESURE', about: mesuresDecidees.join(', ') },
    etat: { type: 'string', value: 'ÉTAT', about: etatsSuite.join(', ') },
    raison: {
      type: 'string',
      value: 'RAISON',
      about: `si elle n’est pas faite : ${raisonsSuite.join(', ')}`,
    },
    organisme: { type: 'string', value: 'ORGANISME', about: organismeCodes.join(', ') },
    le: { type: 'string', value: 'JOUR', about: 'depuis quel jour' },
  },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    const among = <T extends string>(all: readonly T[], text: string | undefined, what: string): T => {
      const found = all.find((one) => one === text);
      if (found === undefined) throw new Misused(`${what} : ${all.join(', ')}`);
      return found;
    };
    const suite = {
      mesure: among(mesuresDecidees, values.mesure, '--mesure'),
      etat: among(etatsSuite, values.etat, '--etat'),
      le: needed(values.le, '--le'),
      membre: needed(values.membre, '--membre'),
      ...(values.organisme !== undefined && {
        organisme: among(organismeCodes, values.organisme, '--organisme'),
      }),
      ...(values.raison !== undefined && { raison: among(raisonsSuite, values.raison, '--raison') }),
    };
    done(await rendreCompte(hub, en, needed(values.situation, '--situation'), suite, { by, at: hub.now() }));
    return DONE;
  },
});

const retirer = command({
  about: 'Retire un ménage, qui ne veut pas être examiné, de toutes les listes de la commission.',
  usage: 'clpil-meaux --date 2027-03-18 --situation ID --by NOM',
  options: { ...of, situation: situationOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    const answer = { by, at: hub.now() };
    const told = done(await retirerMenage(hub, en, needed(values.situation, '--situation'), answer));
    show({ seances: told.seances });
    return DONE;
  },
});

/** Files that a session makes, by their extension or name. */
const fichiers = ['releve.pdf', 'releve.docx', 'lettres.pdf', 'tableau.xlsx', 'seance.json'] as const;

const fichier = command({
  about: 'Écrit un fichier d’une séance. Cette lecture est consignée.',
  usage: 'clpil-meaux --date 2027-03-18 --fichier releve.pdf --out releve.pdf --by NOM',
  options: { ...of, fichier: { type: 'string', value: 'NOM', about: fichiers.join(', ') }, out: outOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const hub = open();
    const en = await seanceNamed(hub, code, values.date);
    const name = fichiers.find((one) => one === values.fichier);
    if (name === undefined) throw new Misused(`--fichier : ${fichiers.join(', ')}`);
    const households = await readHouseholds(hub, en, by, name);
    await writeFile(needed(values.out, '--out'), await fileOf(hub, en, name, households));
    return DONE;
  },
});

const fileOf = async (
  hub: Open,
  en: En,
  name: (typeof fichiers)[number],
  households: readonly Situation[],
): Promise<Uint8Array | string> => {
  const { commission, seance } = en;
  const sieges = siegeOf(commission);
  const releve = () => releveDe(commission, seance, households, sieges, hub.today());
  switch (name) {
    case 'releve.pdf':
      return relevePdf(releve());
    case 'releve.docx':
      return releveDocx(releve());
    case 'lettres.pdf':
      return courriersDeSeancePdf(
        commission,
        seance,
        households.filter(({ decidee }) => decidee !== undefined),
        hub.today(),
      );
    case 'tableau.xlsx':
      return tableauAnnote(commission, seance, households, sieges);
    case 'seance.json':
      return `${JSON.stringify(await exportDeSeance(hub, en, households), null, 2)}\n`;
  }
};

const bilan = command({
  about: 'Le bilan annuel d’une CLPIL (charte, annexe 6, article 6).',
  usage: 'clpil-meaux --annee 2027 [--out bilan.pdf]',
  options: { annee: { type: 'string', value: 'AAAA', about: 'l’année civile' }, out: outOption },
  operands: 1,
  run: async ({ values, operands: [code] }) => {
    const hub = open();
    const commission = await commissionNamed(hub, code);
    const year = Number(needed(values.annee, '--annee'));
    const counted = await bilanDeLAnnee(hub, commission, year);
    if (values.out === undefined) show(tableauxDe(commission, counted));
    else await writeFile(values.out, await bilanPdf(commission, counted, hub.today()));
    return DONE;
  },
});

export const commission = program(
  `Les commissions : leur protocole, leurs séances, ce qui y est décidé. Variables : TABLE_NAME, MATCHING_KEY, STAGE,
MESSAGES_QUEUE_URL (sorties des piles), et l’accès AWS de qui le fait ; en local, celles que « npm start » imprime.`,
  {
    list: { about: 'les commissions', load: async () => list },
    show: { about: 'une commission, son protocole, ses séances', load: async () => showOne },
    keep: { about: 'crée ou décrit une commission', load: async () => keep },
    protocole: { about: 'note ce qui arrive au protocole', load: async () => protocole },
    seance: { about: 'prévoit une séance', load: async () => plan },
    faire: { about: 'invite, rappelle, ouvre, clôt, rouvre, envoie le relevé', load: async () => faire },
    modele: { about: 'le tableau prérempli d’un bailleur', load: async () => modele },
    deposer: { about: 'dépose le tableau d’un bailleur', load: async () => deposer },
    lettres: { about: 'les lettres aux locataires', load: async () => lettres },
    transmettre: { about: 'transmet la liste d’un bailleur', load: async () => transmettreVerb },
    situations: { about: 'les situations d’une séance', load: async () => situations },
    dire: { about: 'ce qu’un membre sait d’une situation', load: async () => say },
    decider: { about: 'décide d’une situation', load: async () => decide },
    compte: { about: 'ce qu’une mesure est devenue', load: async () => compte },
    retirer: { about: 'un ménage ne veut pas être examiné', load: async () => retirer },
    fichier: { about: 'relevé, lettres, tableau, export', load: async () => fichier },
    bilan: { about: 'le bilan annuel', load: async () => bilan },
  },
);
