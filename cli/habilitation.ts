import { randomBytes } from 'node:crypto';
import { isMailbox, isStageName, stages } from '../infra/stages.ts';
import { isDay } from '../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import type { ArrondissementCode } from '../shared/domain/events/household.ts';
import { type Habilitation, inForce, overOf, roles } from '../shared/domain/habilitation/habilitation.ts';
import { arrondissementNames } from '../shared/domain/territory/arrondissements.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { createPartnerRegistry } from '../shared/store/partners.ts';
import { createPersonRegister, type PersonEntry, personIdOf } from '../shared/store/persons.ts';
import { chosen, DONE, Misused, needed, type Options, type Values } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';
import { createStacks } from './partner/stacks.ts';
import { program } from './program.ts';

const common = {
  stage: { type: 'string', value: 'NOM', about: `l’étape : ${Object.keys(stages).join(', ')}` },
  by: { type: 'string', value: 'NOM', about: 'qui le fait' },
} as const satisfies Options;
const ENVIRONMENT = `Variables : l’accès AWS de qui exploite le hub ; en local, celles que « npm start » imprime.`;
const CHANGED = 'cette personne a changé entre-temps : relancez la même commande';

const show = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const open = async (asked: string | undefined) => {
  const stage = needed(asked, '--stage');
  if (!isStageName(stage))
    throw new Misused(`--stage ${stage} : une de ${Object.keys(stages).join(', ')} est attendue`);
  const { table } = await createStacks(stage).places();
  const client = createDocumentClient();
  return { register: createPersonRegister(client, table), partners: createPartnerRegistry(client, table) };
};

const codes = Object.fromEntries(
  Object.entries(arrondissementNames).map(([code, name]) => [name.toLowerCase(), code]),
);
const isCode = (text: string): text is ArrondissementCode => Object.hasOwn(arrondissementNames, text);
const arrondissementOf = (text: string): ArrondissementCode => {
  const code = codes[text.toLowerCase()] ?? text;
  if (isCode(code)) return code;
  throw new Misused(`--arrondissement ${text} : un de ${Object.keys(codes).join(', ')} est attendu`);
};

const given = {
  name: { type: 'string', value: 'NOM', about: 'son nom, la première fois' },
  role: { type: 'string', value: 'RÔLE', about: Object.keys(roles).join(', ') },
  arrondissement: {
    type: 'string',
    value: 'NOM',
    multiple: true,
    about: `pour un agent ou un relecteur : ${Object.keys(codes).join(', ')} ; se répète`,
  },
  partner: { type: 'string', value: 'CODE', about: 'pour un partenaire : son code au registre' },
  from: { type: 'string', value: 'JOUR', about: 'premier jour ; aujourd’hui par défaut' },
  to: { type: 'string', value: 'JOUR', about: 'jour où elle ne donne plus rien ; aucun par défaut' },
} as const satisfies Options;

/** @throws Misused when the options do not make a right */
const habilitationOf = (values: Values<typeof given>, by: string): Habilitation => {
  const role = needed(values.role, '--role');
  const { of } = chosen(roles, role, 'rôle');
  const from = values.from ?? parisDay(new Date().toISOString());
  for (const day of [from, values.to])
    if (day !== undefined && !isDay(day)) throw new Misused(`${day} : un jour est attendu, AAAA-MM-JJ`);
  if (values.to !== undefined && values.to <= from)
    throw new Misused('--to : un jour après le premier est attendu');
  const arrondissements = [...new Set((values.arrondissement ?? []).map(arrondissementOf))];
  if (arrondissements.length > 0 !== (of === 'arrondissements'))
    throw new Misused(
      `--arrondissement : un au moins est attendu pour un agent ou un relecteur, et aucun pour un autre`,
    );
  if ((values.partner !== undefined) !== (of === 'partner'))
    throw new Misused('--partner : un code est attendu pour un partenaire, et aucun pour un autre');
  const own = {
    id: randomBytes(4).toString('hex'),
    from,
    by,
    ...(values.to === undefined ? {} : { to: values.to }),
  };
  switch (role) {
    case 'agent':
    case 'relecteur':
      return { ...own, role, arrondissements };
    case 'partenaire':
      return { ...own, role, partner: needed(values.partner, '--partner') };
    case 'administrateur':
    case 'dpd':
      return { ...own, role };
    default:
      throw new Misused(`${role} : ${Object.keys(roles).join(', ')}`);
  }
};

/** What a right is, in a few words. */
const told = (one: Habilitation): string =>
  `${[one.role, overOf(one)].filter(Boolean).join(' ')}, du ${one.from}${one.to === undefined ? '' : ` au ${one.to}`}, donnée par ${one.by} (${one.id})`;

const give = command({
  about: 'Donne un droit à une personne nommée.',
  usage: `anne.renard@… --stage prod --name "Anne Renard" --role agent --arrondissement provins --by NOM
clerc@… --stage prod --name "Paul Clerc" --role partenaire --partner etude-girard-provins --by NOM`,
  options: { ...common, ...given },
  operands: 1,
  notes: `L’adresse est celle que ProConnect dit d’elle. Rôles :
${Object.entries(roles)
  .map(([role, { about }]) => `  ${role.padEnd(15)} ${about}`)
  .join('\n')}

${ENVIRONMENT}`,
  run: async ({ values, operands: [asked] }) => {
    const by = authorIn(values.by);
    const mail = needed(asked, 'l’adresse de la personne');
    if (!isMailbox(mail)) throw new Misused(`${mail} : une adresse est attendue`);
    const habilitation = habilitationOf(values, by);
    const { register, partners } = await open(values.stage);
    if (habilitation.role === 'partenaire' && !(await partners.get(habilitation.partner)))
      throw new Error(`aucun partenaire n’a le code ${habilitation.partner} (partner list les donne)`);
    const id = personIdOf(mail);
    const known = await register.get(id);
    const name = needed(values.name ?? known?.name, '--name');
    const entry = (before: PersonEntry | undefined): PersonEntry => ({
      id,
      mail,
      name,
      habilitations: [...(before?.habilitations ?? []), habilitation],
    });
    const change = { at: new Date().toISOString(), by, what: `donnée : ${told(habilitation)}` };
    if (!(await register.change(id, entry, change))) throw new Error(CHANGED);
    show(`${name} (${mail}) : ${told(habilitation)}`);
    return DONE;
  },
});

const withdraw = command({
  about: 'Retire à une personne un droit, ou tous. Ses pages ne répondent plus à la requête suivante.',
  usage: `anne.renard@… --stage prod --by NOM
anne.renard@… --stage prod --id 3f2a9c01 --by NOM`,
  options: {
    ...common,
    id: { type: 'string', value: 'N', about: 'celui-là seul (habilitation list le donne)' },
  },
  operands: 1,
  notes: ENVIRONMENT,
  run: async ({ values, operands: [asked] }) => {
    const by = authorIn(values.by);
    const mail = needed(asked, 'l’adresse de la personne');
    const { register } = await open(values.stage);
    const id = personIdOf(mail);
    const known = await register.get(id);
    if (!known) throw new Error(`personne n’est connu à l’adresse ${mail} (habilitation list les donne)`);
    const gone = known.habilitations.filter((one) => values.id === undefined || one.id === values.id);
    if (gone.length === 0) throw new Error('rien à retirer : habilitation list dit ce qui est donné');
    const ids = new Set(gone.map((one) => one.id));
    const entry = (before: PersonEntry | undefined): PersonEntry => ({
      ...(before ?? known),
      habilitations: (before ?? known).habilitations.filter((one) => !ids.has(one.id)),
    });
    const change = {
      at: new Date().toISOString(),
      by,
      what: `retirée : ${gone.map(told).join(' ; ')}`,
    };
    if (!(await register.change(id, entry, change))) throw new Error(CHANGED);
    for (const one of gone) show(`retirée : ${told(one)}`);
    return DONE;
  },
});

const list = command({
  about: 'Dit qui a quel droit ; avec une adresse, tout de cette personne et qui l’a changé.',
  usage: `--stage prod
anne.renard@… --stage prod`,
  options: { stage: common.stage, json: { type: 'boolean', about: 'une ligne JSON par personne' } },
  operands: 1,
  notes: ENVIRONMENT,
  run: async ({ values, operands: [mail] }) => {
    const { register } = await open(values.stage);
    const today = parisDay(new Date().toISOString());
    const all = mail === undefined ? await register.all() : [await register.get(personIdOf(mail))];
    const known = all.filter((one) => one !== undefined);
    if (mail !== undefined && known.length === 0) throw new Error(`personne n’est connu à l’adresse ${mail}`);
    for (const person of known) {
      if (values.json) {
        show(JSON.stringify(person));
        continue;
      }
      const valid = new Set(inForce(person.habilitations, today));
      show(`${person.name} (${person.mail})`);
      for (const one of person.habilitations)
        show(`  ${told(one)}${valid.has(one) ? '' : ' : sans effet ce jour'}`);
      if (person.habilitations.length === 0) show('  aucun droit');
      if (mail !== undefined)
        for (const { at, by, what } of await register.changes(person.id)) show(`${at}  ${by} : ${what}`);
    }
    if (!values.json && mail === undefined) show(`${known.length} au registre`);
    return DONE;
  },
});

export const habilitation = program('Qui, nommément, peut quoi sur les pages du hub.', {
  give: { about: 'donne un droit', load: async () => give },
  withdraw: { about: 'retire un droit, ou tous', load: async () => withdraw },
  list: { about: 'qui a quel droit', load: async () => list },
});
