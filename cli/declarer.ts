import * as z from 'zod';
import { lireDit } from '../shared/cases/indicateurs/controle.ts';
import { declarer } from '../shared/cases/indicateurs/declarer.ts';
import { manquesDe } from '../shared/cases/indicateurs/demander.ts';
import { parisDay } from '../shared/domain/calendar/paris-day.ts';
import { declareDe, derniereAnnee, nombre, nomDeclare } from '../shared/domain/indicateurs/declares.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { readDeclares } from '../shared/store/declares.ts';
import { createPartnerRegistry } from '../shared/store/partners.ts';
import { CANNOT, DONE, environment, Misused, needed } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';

const nomDe = (id: string): string => {
  const found = declareDe(id);
  return found ? nomDeclare(found) : id;
};

const open = () => {
  const { TABLE_NAME: table } = environment(z.object({ TABLE_NAME: z.string().min(1) }));
  const client = createDocumentClient();
  return { client, table, registry: createPartnerRegistry(client, table), now: new Date().toISOString() };
};
type Open = ReturnType<typeof open>;

/** Who has answered, and what is missing: of each partner, or of one with its figures. */
const lister = async ({ client, table, registry, now }: Open, annee: number, partenaire?: string) => {
  const [entries, chiffres] = await Promise.all([registry.all(), readDeclares(client, table, annee)]);
  const faits = new Set(chiffres.map((one) => `${one.partenaire}|${one.indicateur}`));
  const { manques, orphelins } = manquesDe(entries, faits, parisDay(now));
  const shown = manques.filter((one) => partenaire === undefined || one.partenaire === partenaire);
  if (partenaire !== undefined && shown.length === 0)
    throw new Misused(
      `--partner ${partenaire} : aucun partenaire du registre de ce code ne déclare de chiffre`,
    );
  const lines = shown.flatMap(({ partenaire: code, nom, indicateurs }) => {
    const own = chiffres.filter((one) => one.partenaire === code);
    return [
      `${code} (${nom}) : ${own.length} sur ${own.length + indicateurs.length}`,
      ...(partenaire === undefined
        ? []
        : own.map(
            ({ indicateur, valeur, by, at, corrections }) =>
              `  ${indicateur} = ${valeur === undefined ? '(texte)' : nombre(valeur)}, ${by}, ${at}${corrections > 0 ? `, ${corrections} correction(s)` : ''}`,
          )),
      ...indicateurs.map((id) => `  manque ${id} : ${nomDe(id)}`),
    ];
  });
  const rest = partenaire === undefined ? orphelins.map((id) => `  ${id} : ${nomDe(id)}`) : [];
  return [
    `Chiffres ${annee}`,
    ...(lines.length > 0 ? lines : ['aucun partenaire du registre ne déclare de chiffre']),
    ...(rest.length > 0 ? ['Sans partenaire au registre :', ...rest] : []),
  ].join('\n');
};

export const declarerVerb = command({
  about: 'Dit qui a déclaré les chiffres annuels de la charte ; en déclare un pour un partenaire.',
  usage: `--year 2026 [--partner CODE]
set INDICATEUR VALEUR --partner CODE --year 2026 --by NOM`,
  options: {
    year: {
      type: 'string',
      value: 'ANNÉE',
      about: 'l’année des chiffres ; sans elle, la dernière qui se déclare',
    },
    partner: { type: 'string', value: 'CODE', about: 'le partenaire, par son code : caf, adil, bailleur-…' },
    by: { type: 'string', value: 'NOM', about: 'qui le déclare : son nom reste avec le chiffre' },
  },
  operands: 3,
  notes: `INDICATEUR : son identifiant (adil.contacts) ou son libellé dans la charte. VALEUR : un nombre entier, ou le texte d’un indicateur qui en
est un. Toute année finie depuis 2018 se déclare, l’année en cours à partir du 1er décembre.
Variables : TABLE_NAME, et l’accès AWS de qui tape ; en local, AWS_ENDPOINT_URL_DYNAMODB aussi.`,
  run: async ({ values, operands: [verb, indicateur, valeur] }) => {
    if (verb !== undefined && verb !== 'set') throw new Misused(`« ${verb} » : set, ou rien, est attendu`);
    if (values.year !== undefined && !/^\d{4}$/.test(values.year))
      throw new Misused(`--year ${values.year} : une année est attendue, par exemple 2026`);
    const hub = open();
    const annee = Number(values.year ?? derniereAnnee(parisDay(hub.now)));
    if (verb === undefined) {
      process.stdout.write(`${await lister(hub, annee, values.partner)}\n`);
      return DONE;
    }
    const by = authorIn(values.by);
    const partenaire = needed(values.partner, '--partner');
    if (!(await hub.registry.get(partenaire)))
      throw new Misused(`--partner ${partenaire} : « passerelle partner list » donne ceux du registre`);
    const told = needed(valeur, 'VALEUR');
    const isText = declareDe(needed(indicateur, 'INDICATEUR'))?.unite === 'texte';
    const bare = told.replaceAll(/\s/g, '');
    const read = lireDit(
      {
        indicateur: needed(indicateur, 'INDICATEUR'),
        ...(isText ? { texte: told } : /^\d+$/.test(bare) ? { valeur: Number(bare) } : { texte: told }),
      },
      partenaire,
    );
    if (!read.ok) {
      for (const { code, message, expected } of read.fautes)
        process.stderr.write(`${code} : ${message} Attendu : ${expected}\n`);
      return CANNOT;
    }
    const done = await declarer(hub, { partenaire, annee, at: hub.now, by, voie: 'commande' }, [read.dit]);
    if (done.kind === 'change') throw new Error('this command names no version');
    if (done.kind === 'refus') {
      for (const { faute } of done.fautes)
        process.stderr.write(`${faute.code} : ${faute.message} Attendu : ${faute.expected}\n`);
      return CANNOT;
    }
    for (const { faute } of done.alertes) process.stderr.write(`à noter, ${faute.code} : ${faute.message}\n`);
    process.stdout.write(done.ecrits.length > 0 ? 'déclaré\n' : 'déjà déclaré : rien n’a changé\n');
    return DONE;
  },
});
