import {
  hashOfCookie,
  newSessionCookie,
  SESSION,
  textOfCookie,
} from '../../../functions/portal/session-cookie.ts';
import { clientsOf } from '../../../local/clients.ts';
import type { LocalHub } from '../../../local/hub.ts';
import { keepCommission } from '../../../shared/cases/commissions/register.ts';
import type { Habilitation } from '../../../shared/domain/habilitation/habilitation.ts';
import { createCommissionStore } from '../../../shared/store/commissions.ts';
import { createPersonRegister, createSessions, personIdOf } from '../../../shared/store/persons.ts';

export const CODE = 'clpil-banc';
/** Communes of the bench's commission: Meaux. */
const COMMUNES = ['77284'];

/** The twelve members: who speaks for each, and whether they say what they know of households. */
export const members: readonly {
  id: string;
  organisme: string;
  nom: string;
  partenaire?: string;
  mail?: string;
  contributes?: boolean;
}[] = [
  { id: 'secretariat', organisme: 'ccas', nom: 'CCAS de Meaux, secrétariat', partenaire: 'clpil-meaux' },
  { id: 'ccas', organisme: 'ccas', nom: 'CCAS de Meaux', partenaire: 'ccas-meaux', contributes: true },
  { id: 'mds', organisme: 'mds', nom: 'MDS de Meaux', partenaire: 'mds-meaux', contributes: true },
  { id: 'fsl', organisme: 'departement', nom: 'Département, FSL', partenaire: 'fsl', contributes: true },
  {
    id: 'asll',
    organisme: 'asll',
    nom: 'Association Exemple',
    partenaire: 'association-exemple',
    contributes: true,
  },
  { id: 'udaf', organisme: 'udaf', nom: 'UDAF', partenaire: 'udaf-banc', mail: 'udaf@banc.example' },
  { id: 'adil', organisme: 'adil', nom: 'ADIL', mail: 'adil@banc.example' },
  { id: 'meaux', organisme: 'commune', nom: 'Ville de Meaux', mail: 'meaux@banc.example' },
  { id: 'agglo', organisme: 'commune', nom: 'Agglomération', mail: 'agglo@banc.example' },
  { id: 'habitat', organisme: 'bailleur', nom: 'Habitat Exemple', partenaire: 'bailleur-habitat-exemple' },
  { id: 'foyers', organisme: 'bailleur', nom: 'Foyers Exemple', partenaire: 'bailleur-foyers-exemple' },
  { id: 'etat', organisme: 'etat', nom: 'Sous-préfecture de Meaux' },
];

/** A local commission whose protocol all have signed, as a person describes it. */
export const described = (code: string, own: (partner: string) => string = (partner) => partner) => ({
  code,
  nature: 'clpil',
  nom: `CLPIL ${code}`,
  communes: COMMUNES,
  from: '2026-01-01',
  secretariat: 'secretariat',
  membres: members.map(({ contributes: _, partenaire, ...one }) => ({
    ...one,
    qualite: 'droit',
    ...(partenaire !== undefined && { partenaire: own(partenaire) }),
    ...(one.organisme === 'bailleur' && { parc: 'social' }),
  })),
  protocole: { signatures: members.map(({ id }) => ({ membre: id, on: '2026-02-10' })) },
});

/** Enters the bench's commission in a running hub. */
export const enterCommission = async (hub: LocalHub, code: string): Promise<void> => {
  const { documents } = clientsOf(hub.endpoints);
  const store = createCommissionStore(documents, hub.outputs.get('TableName') ?? '');
  const kept = await keepCommission({ store }, described(code), { by: 'banc', at: hub.now() });
  if (kept.kind !== 'kept') throw new Error(`the commission was not kept: ${JSON.stringify(kept)}`);
};

/** An answer of the portal, its redirection followed as a browser follows it. */
type Shown = { ms: number; bytes: Uint8Array<ArrayBuffer>; text: string; url: string };
/** Somebody signed in, as their browser is. */
export type Person = {
  get: (path: string) => Promise<Shown>;
  /** Sends a form: where it leads to, followed. `asScript`: as the page's own script sends it. */
  post: (path: string, fields: Readonly<Record<string, string | File>>, asScript?: boolean) => Promise<Shown>;
};

/** Signs in who speaks for a partner. `requests`: counts what the gateway is asked. */
export const signIn = async (
  hub: LocalHub,
  partner: string,
  requests: { count: number } = { count: 0 },
): Promise<Person> => {
  const { documents } = clientsOf(hub.endpoints);
  const table = hub.outputs.get('TableName') ?? '';
  const mail = `${partner}@banc.example`;
  const id = personIdOf(mail);
  const now = hub.now();
  const right: Habilitation = { id: '1', role: 'partenaire', partner, from: '2026-01-01', by: 'banc' };
  await createPersonRegister(documents, table).change(
    id,
    () => ({ id, mail, name: `Personne de ${partner}`, habilitations: [right] }),
    { at: now, by: 'banc', what: 'banc' },
  );
  const opened = newSessionCookie(id);
  await createSessions(documents, table).open(id, hashOfCookie(opened), {
    startedAt: now,
    seenAt: now,
    idToken: 'banc',
    formToken: 'banc',
  });
  const cookie = `${SESSION}=${textOfCookie(opened)}`;
  const origin = hub.outputs.get('PortalUrl') ?? '';

  const asked = async (path: string, init: RequestInit, began: number): Promise<Shown> => {
    requests.count += 1;
    const answer = await fetch(`${origin}${path}`, {
      ...init,
      headers: { cookie, origin, ...init.headers },
      redirect: 'manual',
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const to = answer.headers.get('location');
    if (answer.status === 303 && to !== null) return asked(to, {}, began);
    const text = new TextDecoder().decode(bytes);
    if (answer.status !== 200)
      throw new Error(`${path}: ${answer.status} ${text.replaceAll(/<[^>]*>|\s+/g, ' ').slice(0, 400)}`);
    return { ms: performance.now() - began, bytes, text, url: path };
  };
  return {
    get: (path) => asked(path, {}, performance.now()),
    post: (path, fields, asScript = false) => {
      const hasFile = Object.values(fields).some((one) => one instanceof File);
      const body = hasFile ? new FormData() : new URLSearchParams();
      const sent: Record<string, string | File> = { jeton: 'banc', ...fields };
      for (const [name, value] of Object.entries(sent))
        if (value instanceof File) {
          if (body instanceof FormData) body.append(name, value);
        } else body.append(name, value);
      const headers: Record<string, string> = asScript ? { accept: 'application/json' } : {};
      return asked(path, { method: 'POST', body, headers }, performance.now());
    },
  };
};
