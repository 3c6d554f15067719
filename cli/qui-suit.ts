import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { DIRECTORY_FILE } from '../infra/directory.ts';
import { isStageName, stages } from '../infra/stages.ts';
import { demanderQuiSuit, MOST_ASKS } from '../shared/cases/suivi/demander.ts';
import { isDay } from '../shared/domain/calendar/civil-date.ts';
import { accueille } from '../shared/domain/suivi/acces.ts';
import { loadDirectory } from '../shared/outbound/directory.ts';
import { directoryWith } from '../shared/outbound/kept-directory.ts';
import { bureauDeLEtat, contactsDe, leviers } from '../shared/outbound/suivi/contacts.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { createCommissionStore } from '../shared/store/commissions.ts';
import { createDirectoryStore } from '../shared/store/directory.ts';
import { createPartnerRegistry } from '../shared/store/partners.ts';
import { CANNOT, DONE, environment, Misused, needed } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';

export const quiSuit = command({
  about: 'Dit quels organismes sont à l’œuvre pour un ménage, et qui appeler ; rien d’autre de lui.',
  usage: '--name NOM --first-name PRÉNOM --born AAAA-MM-JJ --by NOM [--for siao] [--stage prod]',
  options: {
    name: { type: 'string', value: 'NOM', about: 'nom de famille de la personne reçue' },
    'first-name': { type: 'string', value: 'PRÉNOM', about: 'son premier prénom' },
    born: { type: 'string', value: 'DATE', about: 'sa date de naissance, exacte' },
    by: { type: 'string', value: 'NOM', about: 'qui demande' },
    for: {
      type: 'string',
      value: 'CODE',
      about: 'l’organisme qui reçoit le ménage : siao, ou un CCAS (ccas-…)',
      default: 'siao',
    },
    stage: {
      type: 'string',
      value: 'NOM',
      about: 'boîtes de cette étape (prod par défaut)',
      default: 'prod',
    },
  },
  notes: `Qui a demandé, quand, et quels dossiers ont été dits est conservé ; ce qui est tapé ne l’est pas. ${MOST_ASKS} questions par heure et par personne.
Variables : TABLE_NAME, MATCHING_KEY, et l’accès AWS de qui demande ; en local, AWS_ENDPOINT_URL_DYNAMODB aussi.`,
  run: async ({ values }) => {
    const by = authorIn(values.by);
    const asked = {
      nom: needed(values.name, '--name'),
      prenom: needed(values['first-name'], '--first-name'),
      naissance: needed(values.born, '--born'),
    };
    if (!isDay(asked.naissance)) throw new Misused(`--born : une date AAAA-MM-JJ est attendue`);
    if (!accueille(values.for)) throw new Misused(`--for ${values.for} : siao ou ccas-… est attendu`);
    const name = values.stage;
    if (!isStageName(name))
      throw new Misused(`--stage ${name} : une de ${Object.keys(stages).join(', ')} est attendue`);
    const { TABLE_NAME: table, MATCHING_KEY: matchingKey } = environment(
      z.object({ TABLE_NAME: z.string().min(1), MATCHING_KEY: z.string().min(16) }),
    );
    const client = createDocumentClient();
    const found = await demanderQuiSuit(
      { client, table, matchingKey },
      asked,
      { by, at: new Date().toISOString(), partner: values.for },
      'qui-suit',
    );
    if (found.kind === 'trop') {
      console.log(
        `${MOST_ASKS} questions ont été posées à ce nom depuis le début de l’heure : reprenez à la prochaine.`,
      );
      return CANNOT;
    }
    const { mailboxes, ccapexFormations } = stages[name];
    const { entries } = await createDirectoryStore(client, table).read();
    const directory = directoryWith(loadDirectory(pathToFileURL(DIRECTORY_FILE)), entries);
    const book = { mailboxes, ccapexFormations, directory };
    const known = {
      partenaire: createPartnerRegistry(client, table).get,
      commission: createCommissionStore(client, table).get,
    };
    if (found.menages.length === 0)
      console.log(
        'Aucun organisme à l’œuvre n’est connu ici. Cela ne veut pas dire que personne ne suit ce ménage : appelez le CCAS ou la MDS de sa commune, ou le service de l’État de son arrondissement.',
      );
    for (const menage of found.menages) {
      const office = menage.arrondissement && bureauDeLEtat(menage.arrondissement, book);
      for (const { titre, contact } of await contactsDe(menage, book, known))
        console.log([titre, contact.nom, contact.mail ?? 'mél non connu de Passerelle'].join(' · '));
      if (office) console.log(['Service de l’État', office.nom, office.mail].join(' · '));
    }
    for (const { nom, texte } of leviers) console.log(`Levier, ${nom} : ${texte}`);
    return DONE;
  },
});
