import { randomBytes } from 'node:crypto';
import { isMailbox, isStageName, stages } from '../infra/stages.ts';
import { type Author, toldRight } from '../shared/cases/habilitations/author.ts';
import { confirmRight } from '../shared/cases/habilitations/confirm.ts';
import { type GiftField, giveRight } from '../shared/cases/habilitations/give.ts';
import { withdrawRight } from '../shared/cases/habilitations/withdraw.ts';
import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import type { ArrondissementCode } from '../shared/domain/events/household.ts';
import { roles } from '../shared/domain/habilitation/habilitation.ts';
import { type Standing, standingOf } from '../shared/domain/habilitation/review.ts';
import { arrondissementNames } from '../shared/domain/territory/arrondissements.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { createPartnerRegistry } from '../shared/store/partners.ts';
import { createPersonRegister, createSessions, personIdOf } from '../shared/store/persons.ts';
import { DONE, Misused, needed, type Options } from './arguments.ts';
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
  return {
    register: createPersonRegister(client, table),
    sessions: createSessions(client, table),
    partners: createPartnerRegistry(client, table),
  };
};
const authorNow = (by: string): Author => ({ by, at: new Date().toISOString() });

/** What is added to a right that is listed. */
const noted: Record<Standing, string> = {
  inForce: '',
  toCome: ' : sans effet ce jour',
  ended: ' : sans effet ce jour',
  ending: ' : finit bientôt',
  toReview: ' : à revoir',
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

/** The option that a field is written by. */
const optionOf: Record<GiftField, string> = {
  mail: 'l’adresse',
  name: '--name',
  role: '--role',
  arrondissements: '--arrondissement',
  partner: '--partner (partner list les donne)',
  from: '--from',
  to: '--to',
  motif: '--motif',
};

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
    const gift = {
      mail,
      name: values.name,
      role: needed(values.role, '--role'),
      arrondissements: (values.arrondissement ?? []).map(arrondissementOf),
      partner: values.partner,
      from: values.from,
      to: values.to,
    };
    const { register, partners } = await open(values.stage);
    const newId = () => randomBytes(4).toString('hex');
    const made = await giveRight({ register, partners, newId }, gift, authorNow(by));
    if (made.kind === 'changed') throw new Error(CHANGED);
    if (made.kind === 'refused')
      throw new Misused(made.wrong.map(({ field, text }) => `${optionOf[field]} : ${text}`).join('\n'));
    show(`${made.person.name} (${mail}) : ${toldRight(made.right)}`);
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
    const { register, sessions } = await open(values.stage);
    const which = { person: personIdOf(mail), right: values.id };
    const done = await withdrawRight({ register, sessions }, which, authorNow(by));
    switch (done.kind) {
      case 'changed':
        throw new Error(CHANGED);
      case 'lastAdministrator':
        throw new Error('c’est le dernier administrateur : donnez d’abord ce droit à quelqu’un d’autre');
      case 'nothing':
        throw new Error(`rien à retirer à ${mail} : habilitation list dit ce qui est donné`);
      case 'withdrawn':
        for (const one of done.gone) show(`retirée : ${toldRight(one)}`);
        return DONE;
    }
  },
});

const confirm = command({
  about: 'Confirme un droit à la revue semestrielle : qui l’a fait, et quand, est gardé.',
  usage: 'anne.renard@… --stage prod --id 3f2a9c01 --by NOM',
  options: {
    ...common,
    id: { type: 'string', value: 'N', about: 'lequel (habilitation list le donne)' },
  },
  operands: 1,
  notes: ENVIRONMENT,
  run: async ({ values, operands: [asked] }) => {
    const by = authorIn(values.by);
    const person = personIdOf(needed(asked, 'l’adresse de la personne'));
    const right = needed(values.id, '--id');
    const { register } = await open(values.stage);
    const done = await confirmRight(register, { person, right }, authorNow(by));
    if (done.kind === 'changed') throw new Error(CHANGED);
    if (done.kind !== 'confirmed')
      throw new Error('rien à confirmer : habilitation list dit ce qui est donné');
    show(`confirmée : ${toldRight(done.right)}`);
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
      show(`${person.name} (${person.mail})`);
      for (const one of person.habilitations) show(`  ${toldRight(one)}${noted[standingOf(one, today)]}`);
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
  confirm: { about: 'confirme un droit à la revue semestrielle', load: async () => confirm },
  withdraw: { about: 'retire un droit, ou tous', load: async () => withdraw },
  list: { about: 'qui a quel droit', load: async () => list },
});
