import { DONE, Misused, needed } from '../../../cli/arguments.ts';
import { command } from '../../../cli/command.ts';
import { createWorld } from './create-world.ts';
import { type HazardName, hazardNames, hazardRates, isHazardName } from './options.ts';
import { writeWorld } from './write-world.ts';

const meanings: Readonly<Record<HazardName, string>> = {
  'parent-child': 'parent et enfant de mêmes nom et prénom, le plus souvent à deux adresses',
  'father-son': 'père et fils de mêmes nom et prénom à une adresse, deux baux',
  'successive-tenants': 'un logement, un autre ménage plus tard',
  'tower-homonyms': 'ménages sans lien, de même nom, dans une tour',
  'two-towers': 'deux personnes de mêmes nom et prénom dans deux tours',
  separated: 'dossier d’un couple, puis de celui qui est parti',
  twins: 'jumeaux dans un ménage : un seul dossier',
  'twins-apart': 'jumeaux, chacun son logement',
  moved: 'les mêmes personnes, un nouveau bail ailleurs',
  'recycled-reference': 'l’étude redonne une référence à un autre ménage',
  'mistyped-reference': 'un message porte la référence d’un autre dossier',
  'split-couple': 'couple dont les deux noms ne paraissent ensemble qu’au troisième message',
  'near-siblings': 'frères et sœurs aux prénoms voisins dans un immeuble',
  'old-address': 'fichier resté à l’ancienne adresse (part des dossiers de la Banque de France)',
  'tower-strangers': 'ménages sans lien, dans une tour',
  'flat-in-street':
    'appartement, bâtiment ou résidence écrit dans la voie (part des fichiers qui en disent un)',
  civility: '« Mme Diallo » pour un nom (part des fichiers)',
  'spouse-in-name': '« Diallo épouse Traoré » pour un nom (part des fichiers qui savent les deux)',
  'fresh-reference': 'une référence nouvelle à chaque message (part des fichiers de CAF et MSA)',
};

const numberOf = (flag: string, text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new Misused(`--${flag} ${text} : un nombre est attendu`);
  return value;
};

const ratesOf = (given: readonly string[]): Partial<Record<HazardName, number>> =>
  Object.fromEntries(
    given.map((text) => {
      const [name = '', rate = ''] = text.split('=');
      if (!isHazardName(name))
        throw new Misused(`--hazard ${text} : piège inconnu (${hazardNames.join(', ')})`);
      return [name, numberOf('hazard', rate)];
    }),
  );

/** Writes an invented world into a folder, and a summary on the output. */
export const worldVerb = command({
  about: 'Invente des ménages tels que les partenaires les écrivent, la vérité étant connue.',
  usage: '--out DOSSIER [--households N] [--seed N] [--noise X] [--hazards X] [--hazard nom=taux]…',
  options: {
    households: { type: 'string', value: 'N', about: 'ménages (par défaut 5000)', default: '5000' },
    seed: {
      type: 'string',
      value: 'N',
      about: "graine (par défaut 1) ; deux graines n'ont aucun ménage en commun",
      default: '1',
    },
    noise: {
      type: 'string',
      value: 'X',
      about: 'multiplie les fautes et les oublis (par défaut 1, 0 : aucun)',
      default: '1',
    },
    hazards: {
      type: 'string',
      value: 'X',
      about: 'multiplie les taux des pièges (par défaut 1, 0 : aucun)',
      default: '1',
    },
    hazard: {
      type: 'string',
      value: 'nom=taux',
      about: "taux d'un piège, pour cent tirages ; se répète",
      multiple: true,
    },
    out: { type: 'string', value: 'DOSSIER', about: 'où écrire' },
  },
  notes: `Écrit DOSSIER/records.csv (un message par ligne, dans l'ordre d'arrivée), map.json (le sens des colonnes) et world.json
(options et comptes). Les mêmes options donnent les mêmes fichiers.

Pièges, et leur taux par défaut :
${hazardNames.map((name) => `  ${name.padEnd(20)} ${String(hazardRates[name]).padStart(4)}  ${meanings[name]}`).join('\n')}`,
  run: async ({ values }) => {
    const out = needed(values.out, '--out DOSSIER');
    const world = createWorld({
      households: numberOf('households', values.households),
      seed: numberOf('seed', values.seed),
      noise: numberOf('noise', values.noise),
      hazards: numberOf('hazards', values.hazards),
      rates: ratesOf(values.hazard ?? []),
    });
    let told = Date.now();
    const report = await writeWorld(world, out, (records) => {
      if (Date.now() - told < 2_000) return;
      told = Date.now();
      process.stderr.write(`${records} messages écrits\n`);
    });
    process.stdout.write(`${report.records} messages, ${report.dossiers} dossiers : ${out}\n`);
    return DONE;
  },
});
