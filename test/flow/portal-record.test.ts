import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FormField, fieldsOfSchema } from '../../functions/portal/forms/schema-fields.ts';
import { moveEvents } from '../../shared/cases/review/move-events.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import {
  type RecordedKind,
  recordedKinds,
  recordedSchemas,
} from '../../shared/intake/partners/etat/recorded.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { aClerkOf, anAgentOf, aReviewerOf, type Shown, startPortal } from '../support/portal.ts';

const TODAY = '2026-11-30';
const dwelling = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
let portal: Awaited<ReturnType<typeof startPortal>>;
type Browser = Awaited<ReturnType<typeof portal.signIn>>;
let anne: Browser;
let rose: Browser;
beforeAll(async () => {
  portal = await startPortal([
    { mail: 'anne@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    { mail: 'rose@exemple.fr', name: 'Rose Petit', rights: [anAgentOf('773')] },
    { mail: 'meaux@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771')] },
    { mail: 'relecteur@exemple.fr', name: 'Sonia Lefort', rights: [aReviewerOf('773')] },
    { mail: 'clerc@exemple.fr', name: 'Paul Girard', rights: [aClerkOf('etude-girard-provins')] },
  ]);
  anne = await portal.signIn('anne@exemple.fr');
  rose = await portal.signIn('rose@exemple.fr');
});
afterAll(() => portal?.stop());

let cases = 0;
/** A case of Provins where the concours was asked for, and the CCAPEX recommended `recommandations`. */
const aCase = async (...recommandations: string[]): Promise<string> => {
  cases += 1;
  const caseId = `77-2026-${String(cases).padStart(6, '0')}`;
  await portal.file(
    caseId,
    { kind: 'commandementDeQuitterLesLieux', actDate: '2026-05-04', prefetInformeLe: '2026-05-04', dwelling },
    { kind: 'demandeCfp', actDate: '2026-10-12', dwelling },
    ...(recommandations.length > 0
      ? [
          {
            kind: 'avisCcapex',
            actDate: '2026-11-03',
            sender: 'ccapex',
            nature: 'avis',
            recommandations,
            dwelling,
          },
        ]
      : []),
  );
  return caseId;
};
const stored = async (caseId: string) => {
  const found = await readCase(portal.client, portal.table, caseId);
  if (!found) throw new Error('no case');
  return found;
};
const stateOf = async (caseId: string) => {
  const { alertesAnnulees, ...state } = caseOf((await stored(caseId)).events, TODAY);
  return state;
};
const notices = async (caseId: string) =>
  (await portal.store.items('NOTICE')).filter((notice) => notice.caseId === caseId);
const hidden = ({ html }: Shown): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
      .map(([, name = '', value = '']): [string, string] => [name, value])
      .filter(([name]) => name !== 'jeton'),
  );
const text = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

/** Fills a form, reads what will follow, and records. */
const record = async (browser: Browser, caseId: string, kind: string, fields: Record<string, string>) => {
  const path = `/dossiers/${caseId}/consigner/${kind}`;
  const checked = await browser.post(path, { ...fields, faire: 'verifier' });
  expect(checked.status, text(checked.html)).toBe(200);
  return { checked, done: await browser.post(path, { ...hidden(checked), faire: 'consigner' }) };
};
const eventIn = ({ to }: Shown): string => new URL(to ?? '', 'https://x').searchParams.get('evenement') ?? '';

/** What a field is given, and what it refuses. */
const good = (field: FormField): string => {
  switch (field.type) {
    case 'date':
      return '20/11/2026';
    case 'euros':
      return '1 234,56';
    case 'integer':
      return '3';
    case 'boolean':
      return 'oui';
    case 'text':
      return 'texte';
    default:
      return field.options[0]?.value ?? '';
  }
};
const bad: Record<FormField['type'], string> = {
  date: '31/02/2026',
  euros: '1.500',
  integer: 'trois',
  boolean: 'peut-être',
  text: '',
  choice: '<script>alert(1)</script>',
  list: 'rien de tel',
};
const fieldsOf = (kind: RecordedKind): FormField[] =>
  fieldsOfSchema(recordedSchemas[kind]).filter(({ name }) => name !== 'motifEcart');

describe('the acts that an agent may record', () => {
  it('are all listed, those of the stage first', async () => {
    const caseId = await aCase();
    const { status, html } = await anne.get(`/dossiers/${caseId}/consigner`);
    expect(status).toBe(200);
    const links = [...html.matchAll(/\/consigner\/(\w+)"/g)].map(([, kind]) => kind);
    expect(links[0]).toBe('decisionCfp');
    expect(new Set(links)).toEqual(new Set(recordedKinds));
  });

  it.each(recordedKinds)('%s: its form refuses beside each field, and keeps what was typed', async (kind) => {
    const caseId = await aCase();
    const path = `/dossiers/${caseId}/consigner/${kind}`;
    const shown = await anne.get(path);
    expect(shown.status).toBe(200);
    expect(shown.html).toContain(`value="${TODAY}"`);
    const fields = fieldsOf(kind);
    for (const { name } of fields) expect(shown.html).toContain(`id="${name}"`);
    const refused = await anne.post(
      path,
      Object.fromEntries([...fields.map((field) => [field.name, bad[field.type]]), ['faire', 'consigner']]),
    );
    expect(refused.status).toBe(422);
    for (const { name } of fields) {
      expect(refused.html, name).toContain(`href="#${name}"`);
      expect(refused.html, name).toContain(`id="${name}-erreur"`);
    }
    expect(refused.html).toContain('value="31/02/2026"');
    expect(refused.html).not.toContain('<script>alert');
    expect((await stored(caseId)).events).toHaveLength(2);
  });

  it.each(recordedKinds)('%s: is recorded as it was typed, then undone', async (kind) => {
    const caseId = await aCase();
    const before = await stateOf(caseId);
    const fields = fieldsOf(kind);
    const { checked, done } = await record(
      anne,
      caseId,
      kind,
      Object.fromEntries(fields.map((field) => [field.name, good(field)])),
    );
    expect(checked.html).toContain('20/11/2026');
    expect(done.status).toBe(303);
    expect(done.to).toBe(`/dossiers/${caseId}?fait=consigne&evenement=${eventIn(done)}`);
    const event = (await stored(caseId)).events.find(({ id }) => id === eventIn(done));
    expect(event).toMatchObject({ kind, actDate: '2026-11-20', by: 'Anne Renard', sender: 'etat' });
    for (const { name, type } of fields)
      if (type === 'euros') expect(Reflect.get(Object(event), name)).toBe(123_456);
    const undone = await rose.post(`/dossiers/${caseId}/consigner/annuler`, { evenement: eventIn(done) });
    expect(undone.to).toBe(`/dossiers/${caseId}/consigner?fait=annule&evenement=${eventIn(done)}`);
    expect(text((await anne.get(undone.to ?? '')).html)).toContain('Acte annulé');
    expect(await stateOf(caseId)).toEqual(before);
    // The case keeps it, struck and said undone.
    const events =
      /<h2 id="evenements">.*?<\/section>/s.exec((await anne.get(`/dossiers/${caseId}`)).html)?.[0] ?? '';
    expect([...events.matchAll(/<\/s><strong> annulé<\/strong>/g)]).toHaveLength(1);
  });
});

describe('what will follow', () => {
  it('is said before the click: the stage, what is closed and opened; nothing is written by reading it', async () => {
    const caseId = await aCase();
    const checked = await anne.post(`/dossiers/${caseId}/consigner/decisionCfp`, {
      actDate: '2026-11-27',
      issue: 'accord',
      faire: 'verifier',
    });
    const said = text(checked.html);
    expect(said).toContain('« Concours de la force publique demandé » devient « Concours accordé ».');
    expect(said).toContain('Décision du préfet sur le concours de la force publique (12/12/2026)');
    expect(said).toContain('Compte rendu d’exécution du concours accordé');
    expect((await stored(caseId)).events).toHaveLength(2);
  });

  it('is nothing for what moves nothing, and says so', async () => {
    const caseId = await aCase();
    const { checked } = await record(anne, caseId, 'intervention', { actDate: TODAY, nature: 'visite' });
    expect(text(checked.html)).toContain('Ni l’étape ni les échéances ne changent');
  });

  it('is read again when the case changed meanwhile, and nothing is recorded before', async () => {
    const caseId = await aCase();
    const path = `/dossiers/${caseId}/consigner/decisionCfp`;
    const checked = await anne.post(path, { actDate: TODAY, issue: 'refus', faire: 'verifier' });
    await record(rose, caseId, 'retraitDemandeCfp', { actDate: TODAY });
    const again = await anne.post(path, { ...hidden(checked), faire: 'consigner' });
    expect(again.status).toBe(409);
    expect(text(again.html)).toContain('Le dossier vient de changer');
    expect((await stored(caseId)).events.some(({ kind }) => kind === 'decisionCfp')).toBe(false);
    expect((await anne.post(path, { ...hidden(again), faire: 'consigner' })).status).toBe(303);
  });

  it('keeps what was typed when one corrects it', async () => {
    const caseId = await aCase();
    const path = `/dossiers/${caseId}/consigner/paiement`;
    const checked = await anne.post(path, { actDate: '20/11/2026', montant: '1 234,56', faire: 'verifier' });
    const form = await anne.post(path, { ...hidden(checked), faire: 'corriger' });
    expect(form.status).toBe(200);
    expect(form.html).toContain('value="1 234,56"');
  });
});

describe('a grant against an opinion of the CCAPEX', () => {
  it('says which opinion, asks why, and the CCAPEX is told with the reason', async () => {
    const caseId = await aCase('relogement');
    const path = `/dossiers/${caseId}/consigner/decisionCfp`;
    const form = await anne.get(path);
    expect(text(form.html)).toMatch(/Avis du 03\/11\/2026 : relogement/);
    // A reason that was chosen can be taken back.
    expect(form.html).toMatch(/<select[^>]*name="motifEcart"[^>]*><option value=""/);
    const refused = await anne.post(path, { actDate: TODAY, issue: 'accord', faire: 'consigner' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#motifEcart"');
    expect(text(refused.html)).toContain(
      'cet octroi s’écarte de l’avis de la CCAPEX du 03/11/2026. Dites pourquoi.',
    );
    const { checked, done } = await record(anne, caseId, 'decisionCfp', {
      actDate: TODAY,
      issue: 'accord',
      motifEcart: 'refusDuMenage',
    });
    const said = text(checked.html);
    expect(said).toMatch(/Avis du 03\/11\/2026 : relogement.*Cette décision s’en écarte.*Consigner Corriger/);
    expect(said).toContain('CCAPEX : de cet acte');
    expect((await stored(caseId)).events.find(({ id }) => id === eventIn(done))).toMatchObject({
      motifEcart: 'refusDuMenage',
      avisDu: '2026-11-03',
    });
    expect((await notices(caseId)).filter(({ recipient }) => recipient === 'ccapex')).toEqual([
      expect.objectContaining({
        template: 'decisionCfp',
        facts: expect.arrayContaining([
          ['Avis de la CCAPEX du', '03/11/2026'],
          ['Motif de l’écart à cet avis', 'le ménage a refusé ce qui était proposé'],
        ]),
      }),
    ]);
  });

  it('asks nothing of a refusal, nor of a grant that the opinion recommends', async () => {
    const kept = await aCase('relogement');
    expect((await record(anne, kept, 'decisionCfp', { actDate: TODAY, issue: 'refus' })).done.status).toBe(
      303,
    );
    const advised = await aCase('concoursForcePublique');
    expect(
      (await record(anne, advised, 'decisionCfp', { actDate: TODAY, issue: 'accord' })).done.status,
    ).toBe(303);
    expect((await notices(advised)).filter(({ recipient }) => recipient === 'ccapex')).toEqual([]);
    const said = await anne.post(`/dossiers/${advised}/consigner/decisionCfp`, {
      actDate: '2026-11-29',
      issue: 'accord',
      motifEcart: 'autre',
      faire: 'verifier',
    });
    expect([said.status, text(said.html)]).toEqual([
      422,
      expect.stringContaining('Ne donnez pas de raison.'),
    ]);
  });

  it('undone, is told as undone to the CCAPEX, once; recorded again, it is told again', async () => {
    const caseId = await aCase('relogement');
    const fields = { actDate: TODAY, issue: 'accord', motifEcart: 'autre' };
    const { done } = await record(anne, caseId, 'decisionCfp', fields);
    const undo = { evenement: eventIn(done) };
    const path = `/dossiers/${caseId}/consigner/annuler`;
    const [one, other] = [await rose.post(path, undo), await rose.post(path, undo)];
    expect([one.status, other.status]).toEqual([303, 303]);
    const undone = (await notices(caseId)).filter(({ template }) => template === 'acteAnnule');
    expect(undone.map(({ recipient }) => recipient)).toContain('ccapex');
    expect(new Set(undone.map(({ recipient }) => recipient)).size).toBe(undone.length);
    expect(undone[0]?.facts).toContainEqual(['Acte annulé', 'Décision sur le concours de la force publique']);
    expect((await stored(caseId)).events.find(({ kind }) => kind === 'acteAnnule')).toMatchObject({
      by: 'Rose Petit',
      evenement: eventIn(done),
    });
    const again = await record(anne, caseId, 'decisionCfp', fields);
    expect(eventIn(again.done)).not.toBe(eventIn(done));
    expect((await stateOf(caseId)).stage).toBe('cfpAccorde');
    const granted = (await notices(caseId)).filter(({ template }) => template === 'decisionCfp');
    expect(granted.map(({ recipient }) => recipient)).toEqual(['ccapex', 'ccapex']);
  });
});

describe('an act, once recorded', () => {
  it('is one, however often the button was pressed', async () => {
    const caseId = await aCase();
    const path = `/dossiers/${caseId}/consigner/relogement`;
    const checked = await anne.post(path, { actDate: TODAY, etat: 'assure', faire: 'verifier' });
    const twice = await Promise.all(
      [anne, rose].map((browser) => browser.post(path, { ...hidden(checked), faire: 'consigner' })),
    );
    expect(twice.map(({ status }) => status)).toEqual([303, 303]);
    const third = await anne.post(path, { ...hidden(checked), faire: 'consigner' });
    expect(new Set([...twice, third].map(({ to }) => to)).size).toBe(1);
    expect((await stored(caseId)).events).toHaveLength(3);
    const said = await anne.post(path, { actDate: TODAY, etat: 'assure', faire: 'verifier' });
    expect(text(said.html)).toContain('Cet acte est déjà dans le dossier');
  });

  it('is undone until midnight in Paris, then corrected by another', async () => {
    const caseId = await aCase();
    portal.clock.now = '2026-11-30T22:30:00.000Z';
    const [late, colleague] = [
      await portal.signIn('anne@exemple.fr'),
      await portal.signIn('rose@exemple.fr'),
    ];
    const { done } = await record(late, caseId, 'relogement', { actDate: TODAY, etat: 'assure' });
    portal.clock.now = '2026-11-30T22:59:00.000Z';
    for (const browser of [late, colleague])
      expect((await browser.get(`/dossiers/${caseId}/consigner`)).html).toContain('/consigner/annuler');
    portal.clock.now = '2026-11-30T23:00:00.000Z';
    expect((await late.get(`/dossiers/${caseId}/consigner`)).html).not.toContain('/consigner/annuler');
    const refused = await colleague.post(`/dossiers/${caseId}/consigner/annuler`, {
      evenement: eventIn(done),
    });
    portal.clock.now = '2026-11-30T07:30:00.000Z';
    expect(refused.status).toBe(409);
    expect(text(refused.html)).toContain('Consignez l’acte qui le corrige');
    expect((await stored(caseId)).events).toHaveLength(3);
  });

  it('once undone, stays so in the case that it goes to; nothing more is recorded in the one it left', async () => {
    const [from, into] = [await aCase(), await aCase()];
    const { done } = await record(anne, from, 'nouveauBail', { actDate: TODAY });
    await anne.post(`/dossiers/${from}/consigner/annuler`, { evenement: eventIn(done) });
    const [source, target] = [await stored(from), await stored(into)];
    const before = (await stateOf(into)).stage;
    await moveEvents(
      { client: portal.client, table: portal.table, matchingKey: portal.matchingKey },
      {
        from: { caseId: from, found: source },
        to: { caseId: into, found: target },
        eventIds: source.events.filter(({ kind }) => kind !== 'acteAnnule').map(({ id }) => id),
        cause: 'fusion',
      },
      { by: 'Sonia Lefort', at: '2026-11-30T08:00:00.000Z' },
    );
    const moved = await stored(into);
    expect(moved.events.some(({ id }) => id === eventIn(done))).toBe(true);
    expect((await stateOf(into)).stage).toBe(before);
    expect(text((await anne.get(`/dossiers/${from}/consigner`)).html)).toContain(
      `consignez dans le dossier ${into}`,
    );
    const refused = await anne.post(`/dossiers/${from}/consigner/nouveauBail`, {
      actDate: TODAY,
      faire: 'consigner',
    });
    expect(refused.status).toBe(404);
  });

  it('of a partner’s, or of another case, is not undone', async () => {
    const [caseId, other] = [await aCase(), await aCase()];
    const { done } = await record(anne, other, 'nouveauBail', { actDate: TODAY });
    for (const evenement of [`${caseId}-e-1`, eventIn(done), '', '"><script>alert(1)</script>']) {
      const refused = await anne.post(`/dossiers/${caseId}/consigner/annuler`, { evenement });
      expect([evenement, refused.status]).toEqual([evenement, 409]);
      expect(refused.html).not.toContain('<script>alert');
    }
    expect((await stored(caseId)).events).toHaveLength(2);
  });
});

describe('recording', () => {
  it.each(['meaux@exemple.fr', 'relecteur@exemple.fr', 'clerc@exemple.fr'])(
    'is not open to %s',
    async (mail) => {
      const caseId = await aCase();
      const { done } = await record(anne, caseId, 'nouveauBail', { actDate: TODAY });
      const person = await portal.signIn(mail);
      const path = `/dossiers/${caseId}/consigner`;
      const fields = { actDate: TODAY, faire: 'consigner' };
      for (const shown of [
        await person.get(path),
        await person.get(`${path}/decisionCfp`),
        await person.post(`${path}/retraitDemandeCfp`, fields),
        await person.post(`${path}/annuler`, { evenement: eventIn(done) }),
      ])
        expect(shown.status).toBe(403);
      expect((await stored(caseId)).events).toHaveLength(3);
    },
  );

  it.each(['assignation', 'gel', 'acteAnnule', 'constructor', '__proto__', '%3Cscript%3E'])(
    'is of no other act: %s',
    async (kind) => {
      const caseId = await aCase();
      const path = `/dossiers/${caseId}/consigner/${kind}`;
      expect((await anne.get(path)).status).toBe(404);
      expect((await anne.post(path, { actDate: TODAY, faire: 'consigner' })).status).toBe(404);
    },
  );

  it('takes nothing but the fields of its act, each once', async () => {
    const caseId = await aCase();
    const path = `/dossiers/${caseId}/consigner/relogement`;
    const more = { by: 'Autre', sender: 'caf', household: 'x', kind: 'gel', id: 'x', avisDu: '2026-01-01' };
    const done = await anne.post(path, { ...more, actDate: TODAY, faire: 'verifier' });
    expect(hidden(done)).toEqual({ actDate: TODAY, lu: hidden(done).lu });
    const long = await anne.post(path, { actDate: 'é'.repeat(5000), faire: 'consigner' });
    expect(long.status).toBe(422);
    expect((await anne.post(path, { actDate: '2026-12-01', faire: 'consigner' })).html).toContain(
      'dans le futur',
    );
    expect((await anne.post(path, { actDate: '1980-01-01', faire: 'consigner' })).html).toContain(
      'trop ancienne',
    );
  });
});
