import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepCommission } from '../../shared/cases/commissions/register.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';
import { type Clpil, CODE, startClpil } from '../support/clpil.ts';
import { aMembre, aSituation } from '../support/commissions.ts';
import { aClerkOf, anAgentOf, startPortal } from '../support/portal.ts';

/*
 * The signatories that take part in the CCAPEX (charter, annexe 1), and the COMED with them: each has a seat, is invited, and reads the session; who has none does not. And
 * the communes that have a CLPIL, which CCAS are to see created.
 */
const SEANCE = '2027-03-18';
const AT = `/commissions/ccapex-essai/seances/${SEANCE}`;
const signatories = [
  ['ccas', 'ccas-melun'],
  ['adil', 'association-adil'],
  ['caf', 'caf'],
  ['msa', 'msa'],
  ['bailleur', 'bailleur-habitat-exemple'],
  ['huissier', 'etude-girard-provins'],
  ['udaf', 'association-udaf'],
  ['association', 'association-exemple'],
  ['bdf', 'bdf'],
  ['actionLogement', 'action-logement'],
  ['siao', 'siao'],
  ['comed', 'comed'],
] as const;
const mailOf = (code: string): string => `${code}@exemple.fr`;

let portal: Awaited<ReturnType<typeof startPortal>>;

beforeAll(async () => {
  portal = await startPortal(
    [
      ...[...signatories.map(([, code]) => code), 'ccapex-sud', 'mds-meaux'].map((code) => ({
        mail: mailOf(code),
        name: `Agent ${code}`,
        rights: [aClerkOf(code)],
      })),
      { mail: 'etat@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    ],
    '2027-02-10T08:00:00.000Z',
  );
  const store = createCommissionStore(portal.client, portal.table);
  const commissions = [
    {
      code: 'ccapex-essai',
      nature: 'ccapex',
      niveau: 'locale',
      nom: 'CCAPEX d’essai',
      arrondissements: ['772', '773', '774'],
      from: '2026-02-14',
      secretariat: 'secretariat',
      membres: [
        aMembre('secretariat', 'ccapex', { partenaire: 'ccapex-sud' }),
        ...signatories.map(([organisme, code]) =>
          aMembre(organisme.toLowerCase(), organisme, { partenaire: code, mail: mailOf(code) }),
        ),
        aMembre('prive', 'bailleur', { nom: 'FNAIM', parc: 'prive', mail: 'fnaim@exemple.fr' }),
      ],
    },
    {
      code: 'clpil-provins',
      nature: 'clpil',
      nom: 'CLPIL de Provins',
      communes: ['77379'],
      from: '2026-01-01',
      secretariat: 'ccas',
      membres: [aMembre('ccas', 'ccas'), aMembre('habitat', 'bailleur')],
    },
  ];
  for (const one of commissions) {
    const kept = await keepCommission({ store }, one, { by: 'tests', at: portal.clock.now });
    if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
  }
  const secretary = await portal.signIn(mailOf('ccapex-sud'));
  await secretary.post('/commissions/ccapex-essai/seances', {
    date: SEANCE,
    heure: '14:00',
    lieu: 'Préfecture',
    type: 'situations',
  });
  await secretary.post(AT, { faire: 'convoquer' });
});
afterAll(() => portal?.stop());

describe('a signatory', () => {
  it.each(signatories)('%s is invited, and reads the session', async (_, code) => {
    const mails = await createCommissionStore(portal.client, portal.table).courriels('ccapex-essai', SEANCE);
    expect(JSON.stringify(mails)).toContain(mailOf(code));
    const clerk = await portal.signIn(mailOf(code));
    expect((await clerk.get('/commissions')).html).toContain('CCAPEX d’essai');
    expect((await clerk.get(AT)).status).toBe(200);
  });

  it('that represents private landlords is invited too', async () => {
    const mails = await createCommissionStore(portal.client, portal.table).courriels('ccapex-essai', SEANCE);
    expect(JSON.stringify(mails)).toContain('fnaim@exemple.fr');
  });

  it('that has no seat is not invited, and reads nothing of it', async () => {
    const mails = await createCommissionStore(portal.client, portal.table).courriels('ccapex-essai', SEANCE);
    expect(JSON.stringify(mails)).not.toContain(mailOf('mds-meaux'));
    const clerk = await portal.signIn(mailOf('mds-meaux'));
    expect((await clerk.get('/commissions')).html).not.toContain('CCAPEX d’essai');
    expect((await clerk.get(AT)).status).toBe(403);
  });
});

it('the communes without a CLPIL are listed, arrondissement by arrondissement', async () => {
  const anne = await portal.signIn('etat@exemple.fr');
  const { html } = await anne.get('/commissions/couverture');
  expect(html).toMatch(/1\s+commune\s+sur 507/);
  expect(html).toContain('CLPIL de Provins');
  const [, without = ''] = html.split('Sans commission locale');
  expect(without).toContain('Meaux (77284)');
  expect(without).not.toContain('Provins (77379)');
});

describe('what a body knows of a household, before a CLPIL', () => {
  let clpil: Clpil;
  beforeAll(async () => {
    clpil = await startClpil();
    await clpil.plan();
    await clpil.put([aSituation({ id: 'a'.repeat(24) })], {
      etat: 'prevue',
      listes: { habitat: { transmiseLe: '2027-02-10', lot: 1 } },
    });
  });
  afterAll(() => clpil?.stop());

  it.each(['mds', 'ccas', 'asll'] as const)('is told by %s on its page', async (who) => {
    const path = `/commissions/${CODE}/seances/${SEANCE}/situations/${'a'.repeat(24)}`;
    const person = await clpil.as(who);
    await person.post(`/commissions/${CODE}/seances/${SEANCE}/confidentialite`, { lu: 'oui' });
    expect((await person.get(path)).status).toBe(200);
    const done = await person.post(path, { faire: 'contribuer', connu: 'oui', texte: `Suivi par ${who}` });
    expect(done.status).toBe(303);
    const [kept] = await clpil.situations();
    expect(kept?.contributions[who]).toMatchObject({ connu: true, texte: `Suivi par ${who}` });
  });
});
