import type { CivilDate } from '../calendar/civil-date.ts';
import { cleDe, type Lieu, lieux } from './apport.ts';
import { type DelaiMesure, type Indicateur, indicateurs, nomsDeDelais } from './catalogue.ts';
import { PLUS_LONG } from './fait.ts';
import { accrusAu } from './responsabilites.ts';

/** A row of counts: where, of whom, and how many by name (`rangDe`). */
export type Ligne = { lieu: string; ligne: string; valeurs: Readonly<Record<string, number>> };

/** A figure that a partner declared. */
export type Chiffre = {
  indicateur: string;
  partenaire: string;
  valeur?: number | undefined;
  texte?: string | undefined;
};

/** The value of an indicator in a year. */
export type Valeur = {
  /** Of the whole département; absent while nobody declared it, or a share has no denominator. Cents for an amount. */
  total: number | undefined;
  /** By place, where it is counted so; a place without any is left out. */
  parLieu: Readonly<Partial<Record<Lieu, number>>>;
  /** The partners that declared it. */
  declarants: readonly string[];
  textes: readonly { partenaire: string; texte: string }[];
};

/** How long a step took: the middle of the delays, and what nine in ten do not pass; days. */
type Delai = { cle: DelaiMesure; lieu: Lieu | 'total'; n: number; mediane: number; p90: number };

/** What the hub itself did in a year. */
type Service = {
  messages: { expediteur: string; acceptes: number; enAttente: number; refuses: number }[];
  refus: { code: string; n: number }[];
  /** Mails that tell an event, by the minutes they took: one by one, or in a summary. */
  mels: { comment: 'uns' | 'resumes'; minutes: string; n: number }[];
  /** Alerts to take: made, taken, settled before anybody took them, never taken. */
  alertes: { faites: number; prises: number; reglees: number; jamaisPrises: number };
};

/** All the figures of a year. */
export type Tableau = {
  annee: number;
  /** As of which day, Europe/Paris. */
  le: CivilDate;
  valeurs: ReadonlyMap<string, Valeur>;
  delais: Delai[];
  /** What CLPIL examined, by landlord. */
  bailleurs: { bailleur: string; situations: number; menages: number }[];
  service: Service;
};

/** Counts by key, then by place. */
type Comptes = ReadonlyMap<string, ReadonlyMap<string, number>>;

const comptesIn = (lignes: readonly Ligne[]): Comptes => {
  const comptes = new Map<string, Map<string, number>>();
  for (const { lieu, ligne, valeurs } of lignes)
    for (const [nom, n] of Object.entries(valeurs)) {
      const cle = cleDe(ligne, nom);
      const own = comptes.get(cle) ?? new Map<string, number>();
      comptes.set(cle, own.set(lieu, (own.get(lieu) ?? 0) + n));
    }
  return comptes;
};

/**
 * The figures of a year, from its rows and what partners declared.
 *
 * @param le Europe/Paris: what goes on is counted up to that day
 */
export const tableauDe = (
  annee: number,
  lignes: readonly Ligne[],
  chiffres: readonly Chiffre[],
  le: CivilDate,
): Tableau => {
  const comptes = accrus(comptesIn(lignes), annee, le);
  const valeurs = new Map<string, Valeur>();
  const rest = [...indicateurs];
  // What is made of others comes after them.
  const order = ['compte', 'declare', 'somme', 'rapport'] as const;
  for (const one of rest.toSorted((a, b) => order.indexOf(a.source) - order.indexOf(b.source)))
    valeurs.set(one.id, valeurDe(one, comptes, chiffres, valeurs));
  return {
    annee,
    le,
    valeurs,
    delais: delaisIn(comptes),
    bailleurs: bailleursIn(comptes),
    service: serviceIn(comptes),
  };
};

const parLieuDe = (counted: ReadonlyMap<string, number> | undefined): Partial<Record<Lieu, number>> =>
  Object.fromEntries(
    lieux.flatMap((lieu) => {
      const n = counted?.get(lieu) ?? 0;
      return n === 0 ? [] : [[lieu, n]];
    }),
  );
const sum = (all: readonly number[]): number => all.reduce((total, n) => total + n, 0);

const valeurDe = (
  one: Indicateur,
  comptes: Comptes,
  chiffres: readonly Chiffre[],
  known: ReadonlyMap<string, Valeur>,
): Valeur => {
  switch (one.source) {
    case 'compte': {
      const parLieu = parLieuDe(comptes.get(one.id));
      return { total: sum(Object.values(parLieu)), parLieu, declarants: [], textes: [] };
    }
    case 'declare': {
      const own = chiffres.filter(({ indicateur }) => indicateur === one.id);
      const told = own.flatMap(({ valeur }) => valeur ?? []);
      return {
        total: told.length === 0 ? undefined : sum(told),
        parLieu: {},
        declarants: own.map(({ partenaire }) => partenaire).toSorted(),
        textes: own.flatMap(({ partenaire, texte }) => (texte === undefined ? [] : [{ partenaire, texte }])),
      };
    }
    case 'somme': {
      const parts = one.parties.flatMap((id) => known.get(id) ?? []);
      const totals = parts.flatMap(({ total }) => total ?? []);
      const parLieu = Object.fromEntries(
        lieux.flatMap((lieu) => {
          const n = sum(parts.map((part) => part.parLieu[lieu] ?? 0));
          return n === 0 ? [] : [[lieu, n]];
        }),
      );
      return {
        total: totals.length === 0 ? undefined : sum(totals),
        parLieu,
        declarants: [...new Set(parts.flatMap(({ declarants }) => declarants))].toSorted(),
        textes: [],
      };
    }
    case 'rapport': {
      const [numerateur, denominateur] = [known.get(one.numerateur), known.get(one.denominateur)];
      const share = (a: number | undefined, b: number | undefined): number | undefined =>
        a === undefined || b === undefined || b === 0 ? undefined : (one.pour * a) / b;
      const parLieu = Object.fromEntries(
        lieux.flatMap((lieu) => {
          const part = share(numerateur?.parLieu[lieu] ?? 0, denominateur?.parLieu[lieu]);
          return part === undefined ? [] : [[lieu, part]];
        }),
      );
      return {
        total: share(numerateur?.total, denominateur?.total),
        parLieu,
        declarants: denominateur?.declarants ?? [],
        textes: [],
      };
    }
  }
};

/** Counts with the days, and their rents, of what goes on (`responsabilites.ts`). */
const accrus = (comptes: Comptes, annee: number, le: CivilDate): Comptes => {
  const of = (lieu: string) => accrusAu((nom) => comptes.get(`accru.${nom}`)?.get(lieu) ?? 0, annee, le);
  const added = (cle: string, more: (lieu: string) => number): [string, ReadonlyMap<string, number>] => [
    cle,
    new Map(lieux.map((lieu) => [lieu, (comptes.get(cle)?.get(lieu) ?? 0) + more(lieu)])),
  ];
  return new Map([
    ...comptes,
    added('parcours.joursResponsabilite', (lieu) => of(lieu).jours),
    added('parcours.coutResponsabilite', (lieu) => of(lieu).cout),
  ]);
};

/** The keys of a row told apart by what follows `@`, with it. */
const detailed = (
  comptes: Comptes,
  base: string,
): (readonly [detail: string, counted: ReadonlyMap<string, number>])[] =>
  [...comptes].flatMap(([cle, counted]) =>
    cle.startsWith(`${base}@`) ? [[cle.slice(base.length + 1), counted] as const] : [],
  );

const delaisIn = (comptes: Comptes): Delai[] =>
  nomsDeDelais.flatMap((cle) => {
    const days = detailed(comptes, `delai.${cle}`)
      .map(([day, counted]): [number, ReadonlyMap<string, number>] => [Number(day), counted])
      .toSorted(([a], [b]) => a - b);
    return (['total', ...lieux] as const).flatMap((lieu): Delai[] => {
      const histogram = days
        .map(([day, counted]): [number, number] => [
          day,
          lieu === 'total' ? sum([...counted.values()]) : (counted.get(lieu) ?? 0),
        ])
        .filter(([, n]) => n > 0);
      const n = sum(histogram.map(([, count]) => count));
      return n === 0
        ? []
        : [{ cle, lieu, n, mediane: rang(histogram, n, 0.5), p90: rang(histogram, n, 0.9) }];
    });
  });

/** The least number of days that a share of the delays does not pass. */
const rang = (histogram: readonly [day: number, n: number][], n: number, part: number): number => {
  let passed = 0;
  for (const [day, count] of histogram) {
    passed += count;
    if (passed >= part * n) return day;
  }
  return PLUS_LONG;
};

const bailleursIn = (comptes: Comptes): Tableau['bailleurs'] => {
  const menages = new Map(detailed(comptes, 'clpil.menages'));
  return detailed(comptes, 'clpil.situations')
    .map(([bailleur, counted]) => ({
      bailleur,
      situations: sum([...counted.values()]),
      menages: sum([...(menages.get(bailleur)?.values() ?? [])]),
    }))
    .toSorted((a, b) => b.situations - a.situations || (a.bailleur < b.bailleur ? -1 : 1));
};

const serviceIn = (comptes: Comptes): Service => {
  const messages = new Map<string, Service['messages'][number]>();
  const refus = new Map<string, number>();
  const mels: Service['mels'] = [];
  for (const [cle, counted] of comptes) {
    const n = sum([...counted.values()]);
    const [, quoi, qui = '', detail = ''] = /^(messages|refus|mels)\.([^@]+)@(.*)$/.exec(cle) ?? [];
    if (quoi === 'messages') {
      const own = messages.get(qui) ?? { expediteur: qui, acceptes: 0, enAttente: 0, refuses: 0 };
      const name = detail === 'accepted' ? 'acceptes' : detail === 'pending' ? 'enAttente' : 'refuses';
      messages.set(qui, { ...own, [name]: own[name] + n });
    } else if (quoi === 'refus') refus.set(detail, (refus.get(detail) ?? 0) + n);
    else if (quoi === 'mels') mels.push({ comment: qui === 'uns' ? 'uns' : 'resumes', minutes: detail, n });
  }
  const totalOf = (cle: string): number => sum([...(comptes.get(cle)?.values() ?? [])]);
  const [faites, prises, reglees] = [
    totalOf('hub.alertes'),
    totalOf('hub.alertesPrises'),
    totalOf('hub.alertesReglees'),
  ];
  return {
    messages: [...messages.values()].toSorted((a, b) => (a.expediteur < b.expediteur ? -1 : 1)),
    refus: [...refus]
      .map(([code, n]) => ({ code, n }))
      .toSorted((a, b) => b.n - a.n || (a.code < b.code ? -1 : 1)),
    mels,
    alertes: { faites, prises, reglees, jamaisPrises: Math.max(0, faites - prises - reglees) },
  };
};
