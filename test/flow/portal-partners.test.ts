import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  fieldsOfForm,
  formsOf,
  type WireField,
  type WireForm,
} from '../../functions/portal/forms/wire-form.ts';
import { addDays } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import { modelOf } from '../../shared/intake/partners/model.ts';
import { startDesk, textOf, uploadFormIn } from '../support/desk.ts';
import { aClerkOf, anAgentOf } from '../support/portal.ts';

/** Landlords, MDS, CCAS and all others: an event by its form, a table by its file, and what each became. */
const CODES = [
  'bailleur-habitat-exemple',
  'mds-meaux',
  'ccas-meaux',
  'caf',
  'association-exemple',
  'tribunal-meaux',
  'clpil-meaux',
  'ccapex-nord',
  'comed',
  'fsl',
];
const mailOf = (code: string): string => `${code}@exemple.fr`;
const LANDLORD = 'bailleur-habitat-exemple';
const MDS = 'mds-meaux';

let desk: Awaited<ReturnType<typeof startDesk>>;
beforeAll(async () => {
  desk = await startDesk(
    [
      ...CODES.map((code) => ({ mail: mailOf(code), name: `Agent ${code}`, rights: [aClerkOf(code)] })),
      { mail: 'etude@exemple.fr', name: 'Paul Girard', rights: [aClerkOf('etude-girard-provins')] },
      { mail: 'agent@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    ],
    [...CODES, 'etude-girard-provins'].map((code) => ({ code, name: `Service ${code}` })),
  );
}, 240_000);
afterAll(() => desk?.stop());
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

const today = (): string => parisDay(desk.portal.clock.now);
const signIn = (code: string) => desk.portal.signIn(mailOf(code));
const formsOfCode = (code: string): WireForm[] => {
  const family = partnerOfSender(code);
  return family ? formsOf(family) : [];
};

let number = 0;
const lettersOf = (n: number): string => [...String(n)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('');
/** Days that are not to come: of what was done, or decided. */
const past = new Set([
  'actDate',
  'dateConstitution',
  'signaleLe',
  'premierImpayeLe',
  'lettreAccordLe',
  'accompagnementLe',
  'diagnosticLe',
  'decisionDu',
]);
/** A value of a field, as a person writes it. */
const writtenOf = ({ path, type, values }: WireField): string => {
  switch (type) {
    case 'date':
      return addDays(today(), past.has(path) ? 0 : 30);
    case 'mois':
      return '01/2026';
    case 'euros':
      return '1 234,56';
    case 'entier':
      return '2';
    case 'booleen':
      return 'oui';
    case 'choix':
    case 'liste':
      return [...values.values()][0] ?? 'Camille';
    case 'texte':
      return path === 'allocataire' ? `${7_204_000 + number}` : `texte ${number}`;
  }
};
/** A form filled in whole, of a household of its own. */
const filled = (form: WireForm, over: Record<string, string> = {}): Record<string, string> => {
  number += 1;
  const own = lettersOf(number);
  const told = fieldsOfForm(form).filter(({ path }) => !/^(household|dwelling)/.test(path));
  return {
    ...Object.fromEntries(told.map((field) => [field.name, writtenOf(field)])),
    reference: `REF-${number}`,
    'household-0-nomNaissance': `Martin${own}`,
    'household-0-prenoms': `Camille${own}`,
    'household-0-dateNaissance': '1980-05-17',
    'dwelling-street': `${number} rue ${own}`,
    'dwelling-postcode': '77100',
    'dwelling-commune': 'Meaux',
    ...over,
  };
};

describe('every kind of event that a partner may tell', () => {
  const all = CODES.flatMap((code) => formsOfCode(code).map((form) => ({ code, form, nature: form.nature })));

  it('has a form', () => {
    expect(all.filter(({ code }) => code === LANDLORD)).toHaveLength(12);
    expect(all.filter(({ code }) => code === MDS)).toHaveLength(6);
    expect(all.filter(({ code }) => code === 'caf').map(({ nature }) => nature)).toEqual([
      'impaye',
      'planApurement',
      'saisineCcapex',
    ]);
    expect(all.filter(({ code }) => code === 'comed').map(({ nature }) => nature)).toEqual([
      'recoursDalo',
      'saisineCcapex',
    ]);
    expect(all.filter(({ code }) => code === 'fsl').map(({ nature }) => nature)).toEqual([
      'aideFsl',
      'saisineCcapex',
    ]);
  });

  it.each(all)('$code: $nature is shown in words, sent and filed', async ({ code, form, nature }) => {
    const clerk = await signIn(code);
    const list = await clerk.get(`/partenaires/${code}/evenements`);
    expect(textOf(list.html)).toContain(form.title);
    const address = `/partenaires/${code}/evenements/nouveau/${nature}`;
    const page = await clerk.get(address);
    expect(page.status).toBe(200);
    // No code where a word is due.
    const options = [...page.html.matchAll(/<option[^>]*>([^<]*)<\/option>/g)].map(([, text = '']) => text);
    expect(options.filter((text) => /[a-z][A-Z]/.test(text))).toEqual([]);
    const answer = await clerk.post(address, filled(form));
    expect(answer.status, textOf(answer.html)).toBe(303);
    const sent = await clerk.get(answer.to ?? '');
    expect(textOf(sent.html)).toContain('En cours');
    await desk.takeMessages();
    const ended = await clerk.get(answer.to ?? '');
    expect(textOf(ended.html)).toMatch(/Enregistré/);
    expect(textOf(ended.html)).toContain(`REF-${number}`);
    expect(textOf(ended.html)).toContain(`Agent ${code}`);
    const events = await desk.intake.table.items('EVENT');
    expect(events.map(({ event }) => Object(event))).toContainEqual(
      expect.objectContaining({ sender: code, reference: `REF-${number}`, kind: form.kind ?? 'impaye' }),
    );
  });
});

describe('an event', () => {
  it('sent twice is one, and is sent once', async () => {
    const clerk = await signIn(LANDLORD);
    const [form] = formsOfCode(LANDLORD);
    if (!form) throw new Error('no form');
    const fields = filled(form);
    const address = `/partenaires/${LANDLORD}/evenements/nouveau/${form.nature}`;
    const [first, second] = [await clerk.post(address, fields), await clerk.post(address, fields)];
    expect(second.to).toBe(first.to);
    expect(desk.messages).toHaveLength(1);
    await desk.takeMessages();
  });

  it('that is wrong is told field by field, and not sent', async () => {
    const clerk = await signIn(MDS);
    const address = `/partenaires/${MDS}/evenements/nouveau/enqueteSociale`;
    const answer = await clerk.post(address, {
      'household-0-dateNaissance': '1830-01-01',
      reference: 'REF-X',
    });
    expect(answer.status).toBe(422);
    const text = textOf(answer.html);
    expect(text).toContain('Moment de l’enquête : à renseigner.');
    expect(text).toContain('État de l’enquête : à renseigner.');
    expect(text).toContain('Code postal : indiquez celui du logement');
    expect(answer.html).toContain('value="REF-X"');
    expect(desk.messages).toHaveLength(0);
  });

  it('of another partner is nobody’s, and no kind of another family is open', async () => {
    const clerk = await signIn(LANDLORD);
    const [form] = formsOfCode(LANDLORD);
    if (!form) throw new Error('no form');
    const { to = '' } = await clerk.post(
      `/partenaires/${LANDLORD}/evenements/nouveau/${form.nature}`,
      filled(form),
    );
    await desk.takeMessages();
    const other = await signIn(MDS);
    expect((await other.get(to)).status).toBe(403);
    expect((await other.get(to.replace(LANDLORD, MDS))).status).toBe(404);
    expect((await other.get(`/partenaires/${MDS}/evenements/nouveau/impaye`)).status).toBe(404);
    expect((await other.post(`/partenaires/${MDS}/evenements/nouveau/impaye`, filled(form))).status).toBe(
      404,
    );
    const agent = await desk.portal.signIn('agent@exemple.fr');
    expect((await agent.get(to)).status).toBe(403);
    // An étude's acts come with their piece, and it alone deposits pieces.
    const paul = await desk.portal.signIn('etude@exemple.fr');
    for (const page of ['evenements', 'evenements/nouveau/assignation', 'fichiers'])
      expect((await paul.get(`/partenaires/etude-girard-provins/${page}`)).status).toBe(404);
    for (const page of ['depots/nouveau', 'depots/exploc'])
      expect((await clerk.get(`/partenaires/${LANDLORD}/${page}`)).status).toBe(404);
    expect((await clerk.get(`/partenaires/${LANDLORD}/depots`)).to).toBe(
      `/partenaires/${LANDLORD}/evenements`,
    );
  });
});

describe('a table', () => {
  const HEAD =
    'Type;Référence;Date;Nom;Prénom;Date de naissance;Adresse;Code postal;Commune;Montant;Reste dû';
  const CSV = [
    HEAD,
    'Paiement;TAB-1;02/03/2026;Dubosc;Irma;12/04/1971;3 rue des Tables;77100;Meaux;400;1 200,50',
    'Paiement;;02/03/2026;Dubosc;Irma;12/04/1971;3 rue des Tables;77100;Meaux;400;1 200,50',
    'Paiement;TAB-3;02/03/2026;Roux;"<script>x</script>";12/04/1975;5 rue des Tables;77390;;400;1 200,50',
  ].join('\n');

  it('is dropped by a form, read, and its report says what became of each row', async () => {
    const clerk = await signIn(LANDLORD);
    const files = `/partenaires/${LANDLORD}/fichiers`;
    expect((await clerk.get(files)).html).toContain('Aucun fichier n’a été envoyé');
    const { to = '' } = await clerk.post(files);
    const page = await clerk.get(to);
    expect(uploadFormIn(page.html)?.fields.map(([name]) => name)).not.toContain('jeton');
    const back = await desk.upload(page.html, Buffer.from(CSV), '"><img src=x>.csv');
    expect((await clerk.get(back)).to).toBe(`${to}?envoi=fait`);
    expect(textOf((await clerk.get(`${to}?envoi=fait`)).html)).toContain('En cours de lecture');
    await desk.takeFile(`drop/${LANDLORD}/api/${to.slice(to.lastIndexOf('-') + 1)}`);

    const report = await clerk.get(to);
    const text = textOf(report.html);
    expect(text).toContain('3 lignes');
    expect(text).toMatch(/3 inconnue Refusée Référence : Champ obligatoire absent/);
    expect(text).toMatch(/2 TAB-1 Enregistrée rien à signaler/);
    expect(text).toContain('TAB-3');
    expect(report.html).not.toMatch(/<script>|<img/);
    // The rows to look at come first.
    expect(text.indexOf('Refusée Référence')).toBeLessThan(text.indexOf('TAB-1 Enregistrée'));
    const whole = await clerk.get(`${to}/compte-rendu`);
    expect(await (await fetch(whole.to ?? '')).text()).toContain('TAB-1');
    expect(textOf((await clerk.get(files)).html)).toContain(`Agent ${LANDLORD}`);

    const other = await signIn(MDS);
    expect((await other.get(to)).status).toBe(403);
    expect((await other.get(to.replace(LANDLORD, MDS))).status).toBe(404);
    expect((await other.get(`${to.replace(LANDLORD, MDS)}/compte-rendu`)).status).toBe(404);
  });

  it('has a model of each kind, and none of another name', async () => {
    const clerk = await signIn(LANDLORD);
    for (const table of partnerOfSender(LANDLORD)?.tables ?? []) {
      const model = await clerk.get(`/partenaires/${LANDLORD}/fichiers/modeles/${table.name}`);
      expect(model.headers.get('content-disposition')).toContain(`bailleur-${table.name}.modele.csv`);
      expect(`\ufeff${model.html.replace('\ufeff', '')}`).toBe(modelOf(table));
    }
    expect((await clerk.get(`/partenaires/${LANDLORD}/fichiers/modeles/impayes`)).status).toBe(404);
  });
});
