import { isMailbox, isStageName, type StageName, stages } from '../infra/stages.ts';
import { hashOf, newSecret } from '../shared/api/token.ts';
import { isDay } from '../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import { partnerOfSender, partners } from '../shared/intake/partners/all.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import {
  createPartnerRegistry,
  doors,
  isPartnerCode,
  maySend,
  type PartnerEntry,
  type PartnerRegistry,
} from '../shared/store/partners.ts';
import { createUnread } from '../shared/store/unread.ts';
import { DONE, Misused, needed, type Options, type Values, wholeNumber } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';
import { handOver, secretTold } from './partner/hand-over.ts';
import { createStacks, type PartnerPlaces, type PartnerStacks, type Places } from './partner/stacks.ts';
import { program } from './program.ts';

const DAY_MS = 86_400_000;
/** Days for which an earlier secret may still open. */
const MOST_KEPT = 90;

const common = {
  stage: { type: 'string', value: 'NOM', about: `l’étape : ${Object.keys(stages).join(', ')}` },
  by: { type: 'string', value: 'NOM', about: 'qui le fait' },
} as const satisfies Options;

const ENVIRONMENT = `Variables : l’accès AWS de qui exploite le hub ; en local, celles que « npm start » imprime. Tout le reste se lit dans les piles de l’étape.`;

type Open = {
  stage: StageName;
  stacks: PartnerStacks;
  places: Places;
  registry: PartnerRegistry;
  now: () => string;
};

const open = async (asked: string | undefined): Promise<Open> => {
  const stage = needed(asked, '--stage');
  if (!isStageName(stage))
    throw new Misused(`--stage ${stage} : une de ${Object.keys(stages).join(', ')} est attendue`);
  const stacks = createStacks(stage);
  const places = await stacks.places();
  const registry = createPartnerRegistry(createDocumentClient(), places.table);
  return { stage, stacks, places, registry, now: () => new Date().toISOString() };
};

const known = async ({ registry }: Open, code: string | undefined): Promise<PartnerEntry> => {
  const entry = await registry.get(needed(code, 'le code du partenaire'));
  if (entry) return entry;
  throw new Error(`aucun partenaire n’a le code ${code} (partner list les donne)`);
};

const families = partners.map(({ code, many }) => (many ? `${code}-…` : code)).join(', ');

const CHANGED = 'l’entrée a changé entre-temps : relancez la même commande';

/** Draws a secret and keeps its hash. @param days for which the earlier ones still open */
const drawSecret = async (
  { registry, now }: Open,
  entry: PartnerEntry,
  days: number,
  by: string,
): Promise<{ secret: string; until: string }> => {
  const secret = newSecret();
  const at = now();
  const until = new Date(Date.parse(at) + days * DAY_MS).toISOString();
  const what = `secret ; les autres jusqu’au ${until}`;
  if (!(await registry.addSecret(entry, hashOf(secret), until, { at, by, what }))) throw new Error(CHANGED);
  return { secret, until };
};

/** Makes a partner's stack what its entry says: created, brought up to today's template, open or closed; none where it has no account. */
const putStack = async ({ stacks, now }: Open, entry: PartnerEntry): Promise<PartnerPlaces | undefined> => {
  const isAws = entry.doors.includes('aws');
  if (!isAws && !(await stacks.made(entry.code))) return undefined;
  progress(`La pile de ${entry.code} se met en place…`);
  const places = await stacks.put(entry, isAws && maySend(entry, parisDay(now())) ? 'open' : 'closed');
  if (isAws && entry.from > parisDay(now()))
    progress(`Fermée jusqu’au ${entry.from} : ce jour-là, partner change ${entry.code}`);
  return isAws ? places : undefined;
};

const show = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const progress = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const described = {
  name: { type: 'string', value: 'NOM', about: 'son nom, tel qu’on le lit' },
  contact: { type: 'string', value: 'ADRESSE', about: 'la boîte du service à qui écrire' },
  door: {
    type: 'string',
    value: 'PORTE',
    multiple: true,
    about:
      'api : son logiciel appelle l’API HTTP ; aws : il a un compte AWS (des files, un dépôt) ; se répète',
  },
  account: { type: 'string', value: 'N', about: 'son compte AWS, 12 chiffres (avec --door aws)' },
  from: { type: 'string', value: 'JOUR', about: 'premier jour ; aujourd’hui par défaut' },
} as const satisfies Options;

/** An entry with what the options say of it. @throws Misused when the whole does not hold together */
const entryOf = (
  before: Pick<PartnerEntry, 'code' | 'kind' | 'from'> & Partial<PartnerEntry>,
  values: Values<typeof described>,
): PartnerEntry => {
  const asked = values.door === undefined ? undefined : [...new Set(values.door)];
  const own = asked === undefined ? (before.doors ?? []) : doors.filter((door) => asked.includes(door));
  if (own.length === 0 || (asked && own.length < asked.length))
    throw new Misused(`--door : ${doors.join(' ou ')} est attendu`);
  const isAws = own.includes('aws');
  const given = values.account ?? (isAws ? before.account : undefined);
  if (isAws !== /^\d{12}$/.test(given ?? ''))
    throw new Misused('--account : 12 chiffres sont attendus avec --door aws, et rien sans');
  const contact = needed(values.contact ?? before.contact, '--contact');
  if (!isMailbox(contact)) throw new Misused(`--contact ${contact} : une adresse est attendue`);
  const from = values.from ?? before.from;
  if (!isDay(from)) throw new Misused(`--from ${from} : un jour est attendu, AAAA-MM-JJ`);
  const { account: _, ...rest } = before;
  return {
    ...rest,
    name: needed(values.name ?? before.name, '--name'),
    doors: own,
    ...(isAws && { account: given }),
    contact,
    from,
  };
};

const add = command({
  about: 'Ajoute un partenaire : son entrée au registre, ses accès, et le texte à lui remettre.',
  usage: `ccas-provins --stage prod --name "CCAS de Provins" --contact ccas@… --door api --by NOM
caf --stage prod --name "CAF 77" --contact … --door aws --account 123456789012 --by NOM`,
  options: { ...common, ...described },
  operands: 1,
  notes: `Le code dit la famille, et donc les formats : ${families}.
Interrompue : « partner change CODE » achève, « partner rotate CODE » tire le secret.

${ENVIRONMENT}`,
  run: async ({ values, operands: [given] }) => {
    const by = authorIn(values.by);
    const code = needed(given, 'le code du partenaire');
    if (!isPartnerCode(code))
      throw new Misused(
        `${code} : un code est fait de mots en lettres sans accent ou chiffres, et de tirets ; 40 au plus, sans finir par -intake`,
      );
    const family = partnerOfSender(code);
    if (!family) throw new Misused(`${code} n’est le code d’aucune famille (${families})`);
    const entry = entryOf({ code, kind: family.code, from: parisDay(new Date().toISOString()) }, values);
    const at = await open(values.stage);
    if (!(await at.registry.add(entry, { at: at.now(), by, what: 'ajouté' })))
      throw new Error(
        `${code} est déjà au registre : partner change ${code} l’achève ou le corrige, partner rotate ${code} tire un secret`,
      );
    const made = await putStack(at, entry);
    show(handOver({ entry, places: at.places, made }));
    if (entry.doors.includes('api')) show(secretTold(entry, (await drawSecret(at, entry, 0, by)).secret));
    return DONE;
  },
});

const change = command({
  about:
    'Corrige l’entrée d’un partenaire, et met sa pile comme elle le dit ; sans rien à corriger, achève un ajout interrompu ou met la pile au modèle du jour.',
  usage: `caf --stage prod --contact nouveau-service@… --by NOM
caf --stage prod --by NOM`,
  options: { ...common, ...described },
  operands: 1,
  notes: `Son code, et donc sa famille, ne changent pas. Aucun secret ne change.

${ENVIRONMENT}`,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const at = await open(values.stage);
    const before = await known(at, code);
    const entry = entryOf(before, values);
    const fields = (['name', 'contact', 'doors', 'account', 'from'] as const).filter(
      (field) => String(before[field]) !== String(entry[field]),
    );
    const what = `corrigé : ${fields.join(', ')}`;
    if (fields.length > 0 && !(await at.registry.replace(before, entry, { at: at.now(), by, what })))
      throw new Error(CHANGED);
    const made = await putStack(at, entry);
    show(handOver({ entry, places: at.places, made }));
    return DONE;
  },
});

const list = command({
  about: 'Dit qui est au registre ; avec un code, tout de ce partenaire et qui l’a changé.',
  usage: `--stage prod
ccas-provins --stage prod`,
  options: { stage: common.stage, json: { type: 'boolean', about: 'une ligne JSON par partenaire' } },
  operands: 1,
  notes: ENVIRONMENT,
  run: async ({ values, operands: [code] }) => {
    const at = await open(values.stage);
    if (code === undefined) {
      const all = await at.registry.all();
      if (values.json) for (const entry of all) show(JSON.stringify(entry));
      else for (const line of table(all)) show(line);
      return DONE;
    }
    const entry = await known(at, code);
    const made = entry.doors.includes('aws') ? await at.stacks.made(code) : undefined;
    if (values.json) show(JSON.stringify(entry));
    else show(handOver({ entry, places: at.places, made }));
    if (!values.json)
      for (const { at: when, by, what } of await at.registry.changes(code)) show(`${when}  ${by} : ${what}`);
    return DONE;
  },
});

const table = (all: readonly PartnerEntry[]): string[] => {
  const rows = [
    ['CODE', 'NOM', 'PORTES', 'DU', 'AU', 'CONTACT'],
    ...all.map(({ code, name, doors: own, from, to = '', contact }) => [
      code,
      name,
      own.join('+'),
      from,
      to,
      contact,
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)));
  return [
    ...rows.map((row) =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    `${all.length} au registre`,
  ];
};

const rotate = command({
  about: 'Tire un nouveau secret. L’ancien ouvre encore quelques jours ; aucune réponse n’est perdue.',
  usage: `ccas-provins --stage prod --by NOM
ccas-provins --stage prod --keep 0 --by NOM    il a fuité : il n’ouvre plus rien, ses jetons non plus`,
  options: {
    ...common,
    keep: {
      type: 'string',
      value: 'JOURS',
      about: 'jours pendant lesquels l’ancien ouvre encore',
      default: '7',
    },
  },
  operands: 1,
  notes: ENVIRONMENT,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const days = wholeNumber(values.keep, '--keep', 0);
    if (days > MOST_KEPT) throw new Misused(`--keep ${days} : ${MOST_KEPT} jours au plus`);
    const at = await open(values.stage);
    const entry = await known(at, code);
    if (!entry.doors.includes('api'))
      throw new Error(
        `${entry.code} n’a pas de secret : il passe par son compte AWS, dont il change les clés lui-même`,
      );
    const { secret, until } = await drawSecret(at, entry, days, by);
    show(secretTold(entry, secret));
    show(
      days === 0
        ? '\nL’ancien secret n’ouvre plus rien.'
        : `\nL’ancien secret ouvre jusqu’au ${parisDay(until)}.`,
    );
    return DONE;
  },
});

const leave = command({
  about:
    'Met fin au partenariat : il n’envoie plus, et lit encore ce qui lui a été répondu. Rien n’est effacé.',
  usage: `ccas-provins --stage prod --by NOM
ccas-provins --stage prod --undo --by NOM      il revient`,
  options: { ...common, undo: { type: 'boolean', about: 'annule la fin' } },
  operands: 1,
  notes: ENVIRONMENT,
  run: async ({ values, operands: [code] }) => {
    const by = authorIn(values.by);
    const at = await open(values.stage);
    const entry = await known(at, code);
    const { to: ended, ...rest } = entry;
    const to = parisDay(at.now());
    const next: PartnerEntry = values.undo ? rest : { ...rest, to: ended ?? to };
    const what = values.undo ? 'revient' : `parti le ${next.to}`;
    if (ended === next.to) show(`${entry.code} : rien à changer au registre.`);
    else if (!(await at.registry.replace(entry, next, { at: at.now(), by, what }))) throw new Error(CHANGED);
    await putStack(at, next);
    show(
      `${entry.code} : ${values.undo ? 'il envoie de nouveau.' : 'il n’envoie plus, et lit encore ses réponses.'}`,
    );
    if (!values.undo && entry.doors.includes('api'))
      show('Un formulaire de dépôt déjà donné sert encore dix minutes.');
    const { unread, more } = await createUnread(createDocumentClient(), at.places.table).list(entry.code);
    if (unread.length > 0)
      show(`Réponses non lues qui l’attendent : ${unread.length}${more ? ' ou plus' : ''}.`);
    return DONE;
  },
});

export const partner = program('Le registre des partenaires : qui parle au hub, par quelle porte.', {
  add: { about: 'ajoute un partenaire, et dit quoi lui remettre', load: async () => add },
  change: { about: 'corrige une entrée, achève un ajout, met une pile à jour', load: async () => change },
  list: { about: 'qui est au registre', load: async () => list },
  rotate: { about: 'change un secret', load: async () => rotate },
  leave: { about: 'met fin à un partenariat, ou le rouvre', load: async () => leave },
});
