import { writeXlsx } from 'hucre/xlsx';
import type { EnSeance } from '../../shared/cases/commissions/deps.ts';
import type { Boites } from '../../shared/cases/commissions/destinataires.ts';
import { keepCommission } from '../../shared/cases/commissions/register.ts';
import { prevoirSeance } from '../../shared/cases/commissions/seances.ts';
import type { Seance, Situation } from '../../shared/domain/commissions/seance.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';
import { createPartnerRegistry } from '../../shared/store/partners.ts';
import { aMembre } from './commissions.ts';
import { aClerkOf, anAgentOf, type Someone, startPortal } from './portal.ts';

export const CODE = 'clpil-essai';
export const SEANCE = '2027-03-18';
export const OWN = `/commissions/${CODE}`;
export const AT = `${OWN}/seances/${SEANCE}`;

const clerk = (mail: string, name: string, partner: string): Someone => ({
  mail: `${mail}@exemple.fr`,
  name,
  rights: [aClerkOf(partner)],
});
/** Who sits in the commission, two of the secretariat; guests; agents of the State, of Meaux and of Provins. */
const persons = {
  secretariat: clerk('secretariat', 'Léa Morin', 'clpil-meaux'),
  secretariat2: clerk('secretariat2', 'Sam Petit', 'clpil-meaux'),
  ccas: clerk('ccas', 'Inès Faure', 'ccas-meaux'),
  mds: clerk('mds', 'Karim Benali', 'mds-meaux'),
  commune: clerk('commune', 'Chloé Blanc', 'commune-meaux'),
  asll: clerk('asll', 'Yann Le Goff', 'association-exemple'),
  habitat: clerk('habitat', 'Nadia Roux', 'bailleur-habitat-exemple'),
  foyers: clerk('foyers', 'Thomas Leroy', 'bailleur-foyers-exemple'),
  guest: clerk('guest', 'Emma Brun', 'siao'),
  stranger: clerk('stranger', 'Hugo Lopez', 'mission-locale'),
  state: { mail: 'etat@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771')] },
  otherState: { mail: 'etat3@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
} satisfies Record<string, Someone>;
export type Person = keyof typeof persons;
export const everyPerson = Object.keys(persons).filter((one): one is Person => Object.hasOwn(persons, one));

const membres = [
  aMembre('secretariat', 'departement', { nom: 'Secrétariat', partenaire: 'clpil-meaux' }),
  aMembre('ccas', 'ccas', { nom: 'CCAS', partenaire: 'ccas-meaux' }),
  aMembre('mds', 'mds', { nom: 'MDS', partenaire: 'mds-meaux' }),
  aMembre('commune', 'commune', { nom: 'Ville', partenaire: 'commune-meaux', mail: 'ville@exemple.fr' }),
  aMembre('asll', 'asll', { nom: 'Association', partenaire: 'association-exemple' }),
  aMembre('habitat', 'bailleur', { nom: 'Habitat Exemple', partenaire: 'bailleur-habitat-exemple' }),
  aMembre('foyers', 'bailleur', { nom: 'Foyers Exemple', partenaire: 'bailleur-foyers-exemple' }),
];
const description = {
  code: CODE,
  nature: 'clpil',
  nom: 'CLPIL d’essai',
  communes: ['77284'],
  from: '2026-01-01',
  secretariat: 'secretariat',
  membres,
  protocole: { signatures: membres.map(({ id }) => ({ membre: id, on: '2026-09-01' })) },
};

/** Headings of a landlord's table. */
export const HEADINGS = [
  'Référence',
  'Nom de naissance',
  'Prénoms',
  'Date de naissance',
  'Adresse',
  'Code postal',
  'Commune',
  'Lettre d’accord du',
] as const;
export type Row = readonly string[];
/** A row of a landlord's table, in the commune of Meaux. */
export const aRow = (
  reference: string,
  [nom, prenom, naissance]: readonly [string, string, string],
  street: string,
  lettre = '20/01/2027',
): Row => [reference, nom, prenom, naissance, street, '77100', 'Meaux', lettre];
/** A workbook of one sheet. */
export const aTable = async (rows: readonly Row[], headings: Row = HEADINGS): Promise<Uint8Array> =>
  new Uint8Array(
    await writeXlsx({
      sheets: [{ name: 'Situations', rows: [[...headings], ...rows.map((one) => [...one])] }],
    }),
  );

/**
 * A CLPIL under its signed protocol, one session planned, and the persons who sit in it, on a table of its own. The caller stops it.
 *
 * @param now the instant at which everything happens; `clpil.portal.clock.now` moves it
 */
export const startClpil = async (now = '2027-02-10T08:00:00.000Z') => {
  const portal = await startPortal(Object.values(persons), now);
  const { client, table, matchingKey } = portal;
  const store = createCommissionStore(client, table);
  const registry = createPartnerRegistry(client, table);
  for (const code of [
    'clpil-meaux',
    'ccas-meaux',
    'mds-meaux',
    'association-exemple',
    'siao',
    'mission-locale',
  ])
    await registry.add(
      {
        code,
        name: `Partenaire ${code}`,
        kind: '',
        doors: ['api'],
        contact: `${code}@exemple.fr`,
        from: '2026-01-01',
      },
      { at: now, by: 'tests', what: 'ajouté' },
    );
  for (const code of ['bailleur-habitat-exemple', 'bailleur-foyers-exemple'])
    await registry.add(
      {
        code,
        name: code,
        kind: 'bailleur',
        doors: ['api'],
        contact: `${code}@exemple.fr`,
        from: '2026-01-01',
      },
      { at: now, by: 'tests', what: 'ajouté' },
    );
  const boites: Boites = {
    etat: (code) => `etat-${code}@etat.example`,
    partenaire: async (code) => (await registry.get(code))?.contact,
  };
  const deps = { client, table, matchingKey, store, boites };
  const answer = (by = 'tests') => ({ by, at: portal.clock.now });
  const kept = await keepCommission(deps, description, answer());
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  const { commission } = kept;

  const plan = async (date = SEANCE): Promise<Seance> => {
    const prevue = { date, heure: '14:00', lieu: 'Mairie de Meaux', type: 'situations' } as const;
    const done = await prevoirSeance(deps, commission, prevue, answer());
    if (done.kind !== 'fait') throw new Error(JSON.stringify(done));
    return done.seance;
  };
  const seanceAt = async (date = SEANCE): Promise<Seance> => {
    const found = await store.seance(CODE, date);
    if (!found) throw new Error(`no session on ${date}`);
    return found;
  };
  const receive = createReceiveDeps(client, {
    TABLE_NAME: table,
    MATCHING_KEY: matchingKey,
    DEPARTEMENT: '77',
    MESSAGE_TTL_DAYS: 30,
  });
  const browsers = new Map<string, Awaited<ReturnType<typeof portal.signIn>>>();

  return {
    portal,
    store,
    deps,
    commission,
    answer,
    plan,
    seanceAt,
    /** What the use cases of a session are given. */
    en: async (date = SEANCE): Promise<EnSeance> => ({ commission, seance: await seanceAt(date) }),
    situations: (date = SEANCE): Promise<Situation[]> => store.situations(CODE, date),
    /** Puts households in a session, and changes it, whatever the rules. */
    put: async (
      situations: readonly Situation[],
      over: Partial<Seance> = {},
      date = SEANCE,
    ): Promise<void> => {
      const seance = await seanceAt(date);
      const next = { ...seance, ...over, version: seance.version + 1 };
      const failed = await store.change(seance, { situations, seance: next }, { ...answer(), what: 'tests' });
      if (failed.length > 0) throw new Error(failed.join());
    },
    /** A person, signed in, again when the clock has moved. */
    as: async (person: Person) => {
      const key = `${person} ${portal.clock.now}`;
      const known = browsers.get(key) ?? (await portal.signIn(persons[person].mail));
      browsers.set(key, known);
      return known;
    },
    /** The hub's intake reads what pages told of households: their cases are there. */
    takeTold: async (): Promise<void> => {
      for (const { sender, raw, receivedAt } of portal.told.splice(0)) {
        const format = partnerOfSender(sender)?.formatFor;
        if (!format) throw new Error(`no format of ${sender}`);
        await createReceive(receive, format)({ sender, raw, receivedAt });
      }
    },
    stop: portal.stop,
  };
};
export type Clpil = Awaited<ReturnType<typeof startClpil>>;
type Browser = Awaited<ReturnType<Clpil['as']>>;

/** A file of the pages, its bytes. */
export const fileOf = async (
  { browser }: Browser,
  address: string,
): Promise<{ status: number; type: string; bytes: Uint8Array }> => {
  const answer = await browser.ask(`https://passerelle.example${address}`);
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    bytes: new Uint8Array(await answer.arrayBuffer()),
  };
};

/** Gives a landlord's table by its page, as a browser does. */
export const upload = async (
  person: Browser,
  landlord: string,
  file: Uint8Array,
  name = 'liste.xlsx',
  date = SEANCE,
): Promise<{ status: number; html: string }> => {
  const body = new FormData();
  body.append('jeton', await person.token());
  body.append('faire', 'deposer');
  body.append('tableau', new Blob([new Uint8Array(file)]), name);
  const answer = await person.browser.ask(
    `https://passerelle.example${OWN}/seances/${date}/bailleurs/${landlord}`,
    { method: 'POST', body, headers: { origin: 'https://passerelle.example' } },
  );
  return { status: answer.status, html: await answer.text() };
};
