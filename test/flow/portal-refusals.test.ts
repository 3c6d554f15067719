import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portalRoutes, type RouteName, routeOf, type Who } from '../../functions/portal/routes.ts';
import { keepCommission } from '../../shared/cases/commissions/register.ts';
import { prevoirSeance } from '../../shared/cases/commissions/seances.ts';
import { designer } from '../../shared/cases/diagnostics/designer.ts';
import { readKnownCase } from '../../shared/cases/recording/record-event.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';
import { createDiagnosticStore } from '../../shared/store/diagnostics.ts';
import { formOf } from '../support/browser.ts';
import {
  aClerkOf,
  aDpd,
  anAdministrator,
  anAgentOf,
  aReviewerOf,
  type Someone,
  startPortal,
} from '../support/portal.ts';

/*
 * Every route against every kind of person, and what each may: said here in full, so that the table of routes is judged by another hand.
 */
const CASE = '77-2026-000001';
const UNSURE = '77-2026-000002';
const ETUDE = 'etude-girard-provins';

const persons = {
  agent: { mail: 'agent@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
  otherAgent: { mail: 'autre@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771')] },
  reviewer: { mail: 'relecteur@exemple.fr', name: 'Sonia Lefort', rights: [aReviewerOf('773')] },
  otherReviewer: { mail: 'autre-relecteur@exemple.fr', name: 'Jean Petit', rights: [aReviewerOf('771')] },
  clerk: { mail: 'clerc@exemple.fr', name: 'Paul Girard', rights: [aClerkOf(ETUDE)] },
  otherClerk: {
    mail: 'autre-clerc@exemple.fr',
    name: 'Luc Moreau',
    rights: [aClerkOf('etude-moreau-meaux')],
  },
  body: { mail: 'mds@exemple.fr', name: 'Lucie Marchand', rights: [aClerkOf('mds-provins')] },
  otherBody: { mail: 'ccas@exemple.fr', name: 'Noé Blanc', rights: [aClerkOf('ccas-provins')] },
  listener: { mail: 'ecoutante@exemple.fr', name: 'Emma Brun', rights: [aClerkOf('siao')] },
  administrator: { mail: 'admin@exemple.fr', name: 'Claire Martin', rights: [anAdministrator] },
  dpd: { mail: 'dpd@exemple.fr', name: 'Iris Noël', rights: [aDpd] },
} satisfies Record<string, Someone>;
type Person = keyof typeof persons;
const everyPerson: Person[] = [
  'agent',
  'otherAgent',
  'reviewer',
  'otherReviewer',
  'clerk',
  'otherClerk',
  'body',
  'otherBody',
  'listener',
  'administrator',
  'dpd',
];

/** Whom a route of nothing in particular opens to. */
const anywhere: Record<Who, readonly Person[]> = {
  everybody: everyPerson,
  'signed-in': everyPerson,
  state: ['agent', 'otherAgent', 'reviewer', 'otherReviewer'],
  agent: ['agent', 'otherAgent'],
  relecteur: ['reviewer', 'otherReviewer'],
  partenaire: ['clerk', 'otherClerk', 'body', 'otherBody', 'listener'],
  siege: ['agent', 'otherAgent', 'clerk', 'otherClerk', 'body', 'otherBody', 'listener'],
  accueil: ['otherBody', 'listener'],
  signataire: everyPerson.filter((one) => one !== 'administrator' && one !== 'dpd'),
  enqueteur: ['body', 'otherBody'],
  lecteurEnquete: ['agent', 'otherAgent', 'body', 'otherBody'],
  administrateur: ['administrator'],
  dpd: ['dpd'],
};
/** Whom a route of the case of Provins opens to, and one of a case whose commune is not certain. */
const ofProvins: Partial<Record<Who, readonly Person[]>> = {
  state: ['agent', 'reviewer'],
  agent: ['agent'],
  relecteur: ['reviewer'],
};
const ofUnsure: Partial<Record<Who, readonly Person[]>> = {
  state: ['reviewer', 'otherReviewer'],
  agent: [],
  relecteur: ['reviewer', 'otherReviewer'],
};

/** The commission of Provins, of which the clerk's partner is the secretariat, and one of its sessions. */
const COMMISSION = 'clpil-provins';
const SEANCE = '2027-03-18';
/** What is the secretariat's alone: the State's agents have a seat, and do none of its work. */
const ofSecretariat: readonly RouteName[] = [
  ...(['tellProtocole', 'planSeance', 'salle', 'journal'] as const),
  ...(['bailleurSlot', 'runBailleur', 'bailleurFile'] as const),
];

/** The CCAPEX of the same arrondissement, of which the same partner is the secretariat: its own pages, and what it alone does there. */
const CCAPEX = 'ccapex-provins';
const ofCcapex: Partial<Record<RouteName, readonly Person[]>> = {
  saisines: ['agent', 'clerk'],
  runSaisines: ['clerk'],
  aides: ['agent', 'clerk'],
  aidesAvant: ['agent', 'clerk'],
  aide: ['agent', 'clerk'],
  runAide: ['clerk'],
  avisSuivis: ['agent', 'clerk'],
};

type Tried = { name: string; method: 'GET' | 'POST'; path: string; open: readonly Person[] };
const placed = (path: string, dossier: string): string =>
  path
    .replace(':dossier', dossier)
    .replace(':partenaire', ETUDE)
    .replace(':commission', COMMISSION)
    .replace(':seance', SEANCE)
    .replace(':membre', 'habitat')
    .replace(':moment', 'assignation')
    .replace(':partie', 'menage')
    .replace(':arrondissement', '773')
    .replace(/\{[^}]*\}/g, '')
    .replaceAll(/:[a-z]+/gi, 'x');

const names = Object.keys(portalRoutes).filter((name): name is RouteName =>
  Object.hasOwn(portalRoutes, name),
);
const tried: Tried[] = names.flatMap((name): Tried[] => {
  const { method, path, who, of } = routeOf(name);
  if (who === 'everybody') return [];
  if (of === 'dossier')
    return [
      { name, method, path: placed(path, CASE), open: ofProvins[who] ?? [] },
      { name: `${name}, commune not certain`, method, path: placed(path, UNSURE), open: ofUnsure[who] ?? [] },
    ];
  if (of === 'commission')
    return [
      {
        name,
        method,
        path: ofCcapex[name] ? placed(path.replace(':commission', CCAPEX), '') : placed(path, ''),
        open: ofCcapex[name] ? ofCcapex[name] : ofSecretariat.includes(name) ? ['clerk'] : ['agent', 'clerk'],
      },
    ];
  // The body appointed, and for what it rendered the agent of the case; the other body sees nothing of it.
  if (of === 'enquete')
    return [
      {
        name,
        method,
        path: placed(path, CASE),
        open: who === 'lecteurEnquete' ? ['agent', 'body'] : ['body'],
      },
    ];
  if (of === 'partenaire') return [{ name, method, path: placed(path, ''), open: ['clerk'] }];
  // An address that names an arrondissement is its agents'.
  const open = path.includes(':arrondissement') ? (['agent'] as const) : anywhere[who];
  return [{ name, method, path: placed(path, ''), open }];
});
const posts = tried.filter(({ method }) => method === 'POST');

let portal: Awaited<ReturnType<typeof startPortal>>;
let signedIn: Map<Person, Awaited<ReturnType<typeof portal.signIn>>>;
/** Titles of pages that refuse. */
const REFUSED =
  /<h1>(Cette page n’est pas pour vous|Ce dossier n’est pas à vous|Ce formulaire n’est plus valable)<\/h1>/;
const isRefused = ({ status, html }: { status: number; html: string }): boolean =>
  status === 403 && REFUSED.test(html);

const addCommission = async (): Promise<void> => {
  const store = createCommissionStore(portal.store.client, portal.store.table);
  const by = { by: 'tests', at: '2026-11-30T07:30:00.000Z' };
  const kept = await keepCommission(
    { store },
    {
      code: COMMISSION,
      nature: 'clpil',
      nom: 'CLPIL de Provins',
      communes: ['77379'],
      from: '2026-01-01',
      secretariat: 'secretariat',
      membres: [
        { id: 'secretariat', organisme: 'ccas', nom: 'CCAS', partenaire: ETUDE, qualite: 'droit' },
        { id: 'habitat', organisme: 'bailleur', nom: 'Habitat', partenaire: 'bailleur-x', qualite: 'droit' },
        { id: 'etat', organisme: 'etat', nom: 'État', qualite: 'consultatif' },
      ],
      protocole: {
        signatures: ['secretariat', 'habitat'].map((membre) => ({ membre, on: '2026-02-02' })),
      },
    },
    by,
  );
  if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  const seance = { date: SEANCE, heure: '14:00', lieu: 'Mairie', type: 'situations' } as const;
  expect((await prevoirSeance({ store }, kept.commission, seance, by)).kind).toBe('fait');
  const ccapex = await keepCommission(
    { store },
    {
      code: CCAPEX,
      nature: 'ccapex',
      niveau: 'locale',
      nom: 'CCAPEX de Provins',
      arrondissements: ['773'],
      from: '2026-01-01',
      secretariat: 'secretariat',
      membres: [
        { id: 'secretariat', organisme: 'ccapex', nom: 'Secrétariat', partenaire: ETUDE, qualite: 'droit' },
        { id: 'etat', organisme: 'etat', nom: 'État', qualite: 'droit' },
      ],
    },
    by,
  );
  if (ccapex.kind !== 'kept') throw new Error(JSON.stringify(ccapex));
};

const appoint = async (): Promise<void> => {
  const { client, table, matchingKey } = portal;
  const deps = { client, table, matchingKey, store: createDiagnosticStore(client, table) };
  const found = await readKnownCase(deps, CASE);
  const partner = {
    code: 'mds-provins',
    name: 'MDS de Provins',
    kind: 'mds',
    doors: [],
    contact: 'mds@provins.example',
    from: '2026-01-01',
  };
  const by = { by: 'tests', at: '2026-11-30T07:30:00.000Z' };
  expect((await designer(deps, found, { moment: 'assignation', partner, vue: 0 }, by)).kind).toBe('fait');
};

beforeAll(async () => {
  portal = await startPortal(Object.values(persons));
  const dwelling = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
  await portal.file(CASE, { kind: 'commandementDePayer', actDate: '2026-10-05', dwelling });
  await portal.file(UNSURE, { kind: 'impaye', actDate: '2026-10-05', dwelling: { postcode: '77130' } });
  await addCommission();
  await appoint();
  signedIn = new Map();
  for (const person of everyPerson) signedIn.set(person, await portal.signIn(persons[person].mail));
});
afterAll(() => portal?.stop());

const as = (person: Person) => {
  const found = signedIn.get(person);
  if (!found) throw new Error(`${person} has not signed in`);
  return found;
};

describe.each(tried)('$name: $method $path', ({ method, path, open }) => {
  // Signing out ends the session that the others need: its own test is that of signing in.
  it.each(path === '/deconnexion' ? [] : everyPerson)('%s', async (person) => {
    const shown = method === 'GET' ? await as(person).get(path) : await as(person).post(path);
    expect([path, person, isRefused(shown)]).toEqual([path, person, !open.includes(person)]);
    expect([path, person, shown.status]).not.toEqual([path, person, 500]);
    expect(shown.to ?? '').not.toMatch(/^\/connexion/);
  });

  it('whoever has not signed in', async () => {
    const answer = await portal.app.request(`${portal.origin}${path}`, {
      method,
      headers: method === 'POST' ? { origin: portal.origin } : {},
    });
    if (method === 'GET') {
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toMatch(/^\/connexion\?suite=/);
    } else expect(answer.status).toBe(403);
  });
});

describe.each(posts)('a form stolen for $path does nothing', ({ path, open }) => {
  const [person = 'agent'] = open;
  const send = async (headers: Record<string, string>, jeton: string) => {
    const answer = await as(person).browser.ask(`${portal.origin}${path}`, {
      ...formOf({ jeton }),
      headers: { ...formOf({}).headers, ...headers },
    });
    return { status: answer.status, html: await answer.text() };
  };

  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://ailleurs.example' }],
    ['a site beside ours', { origin: 'https://passerelle.example', 'sec-fetch-site': 'same-site' }],
    ['nowhere', {}],
  ])('sent from %s', async (_, headers) => {
    expect(isRefused(await send(headers, await as(person).token()))).toBe(true);
  });

  it('sent with another session’s token', async () => {
    const other = person === 'agent' ? 'otherAgent' : 'agent';
    expect(isRefused(await send({ origin: portal.origin }, await as(other).token()))).toBe(true);
  });
});

it('says how many refusals were tried', () => {
  const refused = tried.reduce((sum, { open }) => sum + everyPerson.length - open.length, 0);
  console.log(
    `${tried.length} routes and instances: ${tried.length * everyPerson.length} askings, ${refused} refused; ${tried.length} without a session; ${posts.length * 4} stolen forms`,
  );
  expect(refused).toBeGreaterThan(tried.length);
});
