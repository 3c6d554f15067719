import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { estInhabituel, excesDe, lies, type Moyen, type Voie } from '../../domain/indicateurs/declares.ts';
import { HubError } from '../../errors.ts';
import { jitter, type Pause, untilQuiet } from '../../store/contention.ts';
import { type Chiffre, createDeclareStore, type DeclareStore, estDeclare } from '../../store/declares.ts';
import { type MessageItem, messageItemSchema } from '../../store/items.ts';
import { transact, type Write } from '../../store/transact.ts';
import { type MessageRecord, messageWrite } from '../../store/writes.ts';
import { alerteInhabituel, type DitLu, type Faute, fauteAnnee, fauteExces } from './controle.ts';

export type DeclareDeps = { client: DynamoDBDocumentClient; table: string; pause?: Pause };

/** For whom figures are declared, for which year, by whom, when (ISO UTC) and how. */
export type Declarant = {
  partenaire: string;
  annee: number;
  at: string;
  by: string;
  /** Id of the person who signed in to say it. */
  person?: string | undefined;
  voie: Voie;
  moyen?: Moyen | undefined;
};

/** A figure told, and the version that its teller saw of it, 0 for none: without it, what is told replaces what is there. */
export type DitVu = DitLu & { version?: number | undefined };

/** What is wrong with one figure, or to be known of it, by its indicator. */
export type FauteDe = { indicateur: string; faute: Faute };

type Plan =
  | { kind: 'ecrire'; writes: Write[]; ecrits: string[]; alertes: FauteDe[] }
  | { kind: 'refus'; fautes: FauteDe[] }
  /** Somebody changed these since their teller saw them: what they are now. */
  | { kind: 'change'; chiffres: Chiffre[] };

const same = (a: Pick<Chiffre, 'valeur' | 'texte'>, b: Pick<DitLu, 'valeur' | 'texte'>): boolean =>
  a.valeur === b.valeur && a.texte === b.texte;

/** What is to be written, from what is stored; two requests. A value that is there already is not written again. */
const planOf = async (store: DeclareStore, declarant: Declarant, dits: readonly DitVu[]): Promise<Plan> => {
  const { partenaire, annee } = declarant;
  const badYear = fauteAnnee(annee, parisDay(declarant.at));
  if (badYear)
    return {
      kind: 'refus',
      fautes: dits.map(({ indicateur }) => ({ indicateur: indicateur.id, faute: badYear })),
    };
  const [stored, avant] = await Promise.all([
    store.dePartenaire(annee, partenaire),
    store.dePartenaire(annee - 1, partenaire),
  ]);
  const byId = new Map(stored.map((one) => [one.indicateur, one]));
  const versionOf = (id: string): number => byId.get(id)?.version ?? 0;
  const seen = dits.filter(({ indicateur, version, ...dit }) => {
    const now = byId.get(indicateur.id);
    return version !== undefined && version !== (now?.version ?? 0) && !(now && same(now, dit));
  });
  if (seen.length > 0)
    return { kind: 'change', chiffres: seen.flatMap(({ indicateur }) => byId.get(indicateur.id) ?? []) };
  const valeurs = new Map<string, number>();
  for (const { indicateur, valeur } of [
    ...stored,
    ...dits.map(({ indicateur: { id }, valeur: told }) => ({ indicateur: id, valeur: told })),
  ])
    if (valeur !== undefined) valeurs.set(indicateur, valeur);
  const told = new Set(dits.map(({ indicateur }) => indicateur.id));
  const fautes = excesDe(valeurs).flatMap((exces): FauteDe[] => {
    // At the part if it is told, else at the whole; a contradiction that was there before is nobody's fault now.
    const at = [exces.partie, exces.tout].find((id) => told.has(id));
    return at === undefined ? [] : [{ indicateur: at, faute: fauteExces(exces) }];
  });
  if (fautes.length > 0) return { kind: 'refus', fautes };
  const changed = dits.filter(({ indicateur, ...dit }) => {
    const now = byId.get(indicateur.id);
    return !now || !same(now, dit);
  });
  const changing = new Set(changed.map(({ indicateur }) => indicateur.id));
  const bounds = new Set(
    changed.flatMap(({ indicateur }) => lies(indicateur.id)).filter((id) => !changing.has(id)),
  );
  const before = new Map(avant.map((one) => [one.indicateur, one.valeur]));
  return {
    kind: 'ecrire',
    ecrits: [...changing],
    writes: [
      ...changed.flatMap((dit) => writesOf(store, declarant, dit, byId.get(dit.indicateur.id))),
      // What bounds a figure must still be what it was compared with.
      ...[...bounds].map((id) => store.chiffreIs(annee, partenaire, id, versionOf(id))),
    ],
    alertes: dits.flatMap(({ indicateur: { id }, valeur }): FauteDe[] => {
      const last = before.get(id);
      return valeur !== undefined && last !== undefined && estInhabituel(valeur, last)
        ? [{ indicateur: id, faute: alerteInhabituel(annee, valeur, last) }]
        : [];
    }),
  };
};

const writesOf = (
  store: DeclareStore,
  { partenaire, annee, at, by, person, voie, moyen }: Declarant,
  { indicateur, valeur, texte }: DitLu,
  before: Chiffre | undefined,
): Write[] => {
  const replaces = before !== undefined && estDeclare(before);
  return [
    store.chiffreWrite({
      ...{ annee, partenaire, indicateur: indicateur.id, at, by, voie },
      ...(valeur !== undefined && { valeur }),
      ...(texte !== undefined && { texte }),
      ...(person !== undefined && { person }),
      ...(moyen !== undefined && { moyen }),
      version: (before?.version ?? 0) + 1,
      corrections: (before?.corrections ?? 0) + (replaces ? 1 : 0),
    }),
    ...(replaces ? [store.correctionWrite(correctionOf(before))] : []),
  ];
};

const correctionOf = ({ corrections: _, ...dit }: Chiffre) => dit;

export type Declared =
  /** `ecrits`: ids of what changed; a value that was there already is not among them. */
  { kind: 'fait'; ecrits: string[]; alertes: FauteDe[] } | Exclude<Plan, { kind: 'ecrire' }>;

/**
 * Declares figures of a partner for a year, all or none: the same from a page as from a command. Values that they replace are kept.
 *
 * @throws HubError `TABLE_CONTENDED` (retryable)
 */
export const declarer = (
  { client, table, pause = jitter }: DeclareDeps,
  declarant: Declarant,
  dits: readonly DitVu[],
): Promise<Declared> => {
  const store = createDeclareStore(client, table);
  return untilQuiet(async () => {
    const plan = await planOf(store, declarant, dits);
    if (plan.kind !== 'ecrire') return plan;
    const { writes, ecrits, alertes } = plan;
    const done = writes.length === 0 || (await transact(client, writes)).kind === 'written';
    return done ? { kind: 'fait' as const, ecrits, alertes } : undefined;
  }, pause);
};

/** What the partner's other figures say against these, without writing anything: for a person who is told all that is wrong at once. */
export const contredits = async (
  { client, table }: Pick<DeclareDeps, 'client' | 'table'>,
  declarant: Declarant,
  dits: readonly DitVu[],
): Promise<FauteDe[]> => {
  const plan = await planOf(createDeclareStore(client, table), declarant, dits);
  return plan.kind === 'refus' ? plan.fautes : [];
};

/** The message that tells a figure. */
export type TellingMessage = {
  /** Its record, with what its sender is told of the figure. */
  record: (alertes: readonly Faute[]) => MessageRecord;
  /** Its sender named it: the same name with the same content is the same message, whatever happened since. */
  isNamed: boolean;
  /** An earlier delivery of it failed. */
  redelivered: boolean;
};
export type DeclaredByMessage =
  | { kind: 'filed'; alertes: Faute[] }
  | { kind: 'known'; message: MessageItem }
  | { kind: 'refus'; fautes: Faute[] };

/**
 * Declares the figure that a message tells, with its idempotency marker, in one transaction. A message that its sender did not name is known
 * by its content, as any; but a figure may come back to what it was: where the content is known and the figure is another by now, it is told
 * anew.
 *
 * @throws HubError `TABLE_CONTENDED` (retryable)
 */
export const createDeclareMessage =
  ({ client, table, pause = jitter }: DeclareDeps) =>
  (
    declarant: Declarant,
    dit: DitLu,
    { record, isNamed, redelivered }: TellingMessage,
  ): Promise<DeclaredByMessage> => {
    const store = createDeclareStore(client, table);
    /** Ends the id of a message that is told anew. */
    let anew = '';
    return untilQuiet(async (): Promise<DeclaredByMessage | undefined> => {
      const plan = await planOf(store, declarant, [dit]);
      if (plan.kind === 'refus') return { kind: 'refus', fautes: plan.fautes.map(({ faute }) => faute) };
      if (plan.kind === 'change')
        throw new HubError('VERSION_UNASKED', 'a message names no version', { retryable: false });
      const alertes = plan.alertes.map(({ faute }) => faute);
      const message = record(alertes);
      const named = { ...message, messageId: `${message.messageId}${anew}` };
      const result = await transact(client, [messageWrite(table, named), ...plan.writes]);
      if (result.kind === 'written') return { kind: 'filed', alertes };
      if (result.kind === 'contended') return undefined;
      const met = result.failed.find(({ name, item }) => name === 'message' && item !== undefined);
      if (!met) return undefined;
      const known = messageItemSchema.parse(met.item);
      const stands = plan.writes.length === 0 && known.outcome !== 'refused';
      const isSameSource = known.source !== undefined && known.source === message.source;
      if (isNamed || redelivered || isSameSource || stands || known.contentHash !== message.contentHash)
        return { kind: 'known', message: known };
      const now = await store.chiffre(declarant.annee, declarant.partenaire, dit.indicateur.id);
      anew = `@${now?.version ?? 0}`;
      return undefined;
    }, pause);
  };
