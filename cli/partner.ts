import { isStageName, type StageName, stages } from '../infra/stages.ts';
import { hashOf, newSecret } from '../shared/api/token.ts';
import { isDay } from '../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import { partnerOfSender, partners } from '../shared/intake/partners/all.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import {
  createPartnerRegistry,
  doors,
  type PartnerEntry,
  type PartnerRegistry,
} from '../shared/store/partners.ts';
import { createUnread } from '../shared/store/unread.ts';
import { CANNOT, DONE, Misused, needed, type Options, wholeNumber } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';
import { handOver, secretTold } from './partner/hand-over.ts';
import { createStacks, type PartnerStacks, type Places } from './partner/stacks.ts';
import { program } from './program.ts';

/** A code that ended as intakes' names do would give its replies' queue the form of an intake's. */
const CODE = /^(?!.*-intake$)[a-z0-9][a-z0-9-]{0,39}$/;
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

const dayIn = (told: string, name: string): string => {
  if (isDay(told)) return told;
  throw new Misused(`${name} ${told} : un jour est attendu, AAAA-MM-JJ`);
};

const families = partners.map(({ code, many }) => (many ? `${code}-…` : code)).join(', ');

/** Draws a secret and keeps its hash. @param othersUntil instant from which the earlier secrets open nothing */
const drawSecret = async (
  { registry, now }: Open,
  code: string,
  othersUntil: string,
  by: string,
): Promise<string> => {
  const secret = newSecret();
  await registry.addSecret(code, hashOf(secret), othersUntil, {
    at: now(),
    by,
    what: `secret, autres jusqu’à ${othersUntil}`,
  });
  return secret;
};

const show = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const progress = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const add = command({
  about: 'Ajoute un partenaire : son entrée au registre, ses accès, et le texte à lui remettre.',
  usage: `ccas-provins --stage prod --name "CCAS de Provins" --contact ccas@… --door api --by NOM
caf --stage prod --name "CAF 77" --contact … --door aws --account 123456789012 --by NOM`,
  options: {
    ...common,
    name: { type: 'string', value: 'NOM', about: 'son nom, tel qu’on le lit' },
    contact: { type: 'string', value: 'ADRESSE', about: 'la boîte du service à qui écrire' },
    door: {
      type: 'string',
      value: 'PORTE',
      multiple: true,
      about: `api : son logiciel appelle l’API HTTP ; aws : il a un compte AWS (des files, un dépôt) ; se répète`,
    },
    account: { type: 'string', value: 'N', about: 'son compte AWS, 12 chiffres (avec --door aws)' },
    from: { type: 'string', value: 'JOUR', about: 'premier jour ; aujourd’hui par défaut' },
  },
  operands: 1,
  notes: `Le code dit la famille, et donc les formats : ${families}.
Interrompue, la même commande continue ; donnée deux fois, elle tire un autre secret.

${ENVIRONMENT}`,
  run: async ({ values, operands: [given] }) => {
    const by = authorIn(values.by);
    const code = needed(given, 'le code du partenaire');
    const family = CODE.test(code) ? partnerOfSender(code) : undefined;
    if (!family)
      throw new Misused(
        `${code} n’est le code d’aucune famille (${families}), en lettres, chiffres ou tirets, 40 au plus, sans finir par -intake`,
      );
    const asked = [...new Set(values.door ?? [])];
    const own = doors.filter((door) => asked.includes(door));
    if (own.length === 0 || own.length < asked.length)
      throw new Misused(`--door : ${doors.join(' ou ')} est attendu`);
    const isAws = own.includes('aws');
    if (isAws !== /^\d{12}$/.test(values.account ?? ''))
      throw new Misused('--account : 12 chiffres sont attendus avec --door aws, et rien sans');
    const contact = needed(values.contact, '--contact');
    if (!/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(contact))
      throw new Misused(`--contact ${contact} : une adresse est attendue`);
    const at = await open(values.stage);
    const entry: PartnerEntry = {
      code,
      name: needed(values.name, '--name'),
      kind: family.code,
      doors: own,
      ...(isAws && { account: values.account }),
      contact,
      from: dayIn(values.from ?? parisDay(at.now()), '--from'),
    };
    const entered = await at.registry.add(entry, { at: at.now(), by, what: 'ajouté' });
    if (!entered && JSON.stringify(sorted(await known(at, code))) !== JSON.stringify(sorted(entry)))
      throw new Error(`${code} est déjà au registre, autrement (partner list ${code})`);
    if (isAws) progress(`La pile de ${code} se crée…`);
    const made = isAws ? await at.stacks.put(entry) : undefined;
    const secret = own.includes('api') ? await drawSecret(at, code, at.now(), by) : undefined;
    show(handOver({ entry, places: at.places, made }));
    if (secret) show(secretTold(entry, secret));
    return DONE;
  },
});

const sorted = (entry: PartnerEntry): [string, unknown][] =>
  Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1));

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
    const until = new Date(Date.parse(at.now()) + days * DAY_MS).toISOString();
    const secret = await drawSecret(at, entry.code, until, by);
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
    if ((ended === undefined) === (next.to === undefined))
      show(`${entry.code} : rien à changer au registre.`);
    else if (!(await at.registry.replace(entry, next, { at: at.now(), by, what }))) {
      progress(`${entry.code} a changé entre-temps : relancez la même commande`);
      return CANNOT;
    }
    if (entry.doors.includes('aws')) await at.stacks.put(next, values.undo ? 'open' : 'closed');
    show(
      `${entry.code} : ${values.undo ? 'il envoie de nouveau.' : 'il n’envoie plus, et lit encore ses réponses.'}`,
    );
    const { unread, more } = await createUnread(createDocumentClient(), at.places.table, 0).list(entry.code);
    if (unread.length > 0) show(`${unread.length}${more ? ' ou plus' : ''} réponses non lues l’attendent.`);
    return DONE;
  },
});

export const partner = program('Le registre des partenaires : qui parle au hub, par quelle porte.', {
  add: { about: 'ajoute un partenaire, et dit quoi lui remettre', load: async () => add },
  list: { about: 'qui est au registre', load: async () => list },
  rotate: { about: 'change un secret', load: async () => rotate },
  leave: { about: 'met fin à un partenariat, ou le rouvre', load: async () => leave },
});
