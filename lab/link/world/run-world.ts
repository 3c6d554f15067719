import { parseArgs } from 'node:util';
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
};

const HELP = `Invente des ménages tels que les partenaires les écrivent, la vérité étant connue.

  npm run --silent link -- world --out DOSSIER [--households N] [--seed N] [--noise X] [--hazards X] [--hazard nom=taux]…

Écrit DOSSIER/records.csv (un message par ligne, dans l'ordre d'arrivée), map.json (le sens des colonnes) et world.json
(options et comptes). Les mêmes options donnent les mêmes fichiers.

  --households N     ménages (par défaut 5000)
  --seed N           graine (par défaut 1) ; deux graines n'ont aucun ménage en commun
  --noise X          multiplie les fautes et les oublis (par défaut 1, 0 : aucun)
  --hazards X        multiplie les taux des pièges (par défaut 1, 0 : aucun)
  --hazard nom=taux  taux d'un piège, pour cent tirages ; se répète
  --out DOSSIER      où écrire
  --help             ce texte

Pièges, et leur taux par défaut :
${hazardNames.map((name) => `  ${name.padEnd(20)} ${String(hazardRates[name]).padStart(4)}  ${meanings[name]}`).join('\n')}`;

const numberOf = (flag: string, text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new Error(`--${flag} ${text} : un nombre est attendu`);
  return value;
};

const ratesOf = (given: readonly string[]): Partial<Record<HazardName, number>> =>
  Object.fromEntries(
    given.map((text) => {
      const [name = '', rate = ''] = text.split('=');
      if (!isHazardName(name))
        throw new Error(`--hazard ${text} : piège inconnu (${hazardNames.join(', ')})`);
      return [name, numberOf('hazard', rate)];
    }),
  );

/**
 * The command `world`: writes an invented world into a folder, and a summary on the output.
 *
 * @throws Error in French when an option is wrong
 */
export const runWorld = async (argv: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      households: { type: 'string', default: '5000' },
      seed: { type: 'string', default: '1' },
      noise: { type: 'string', default: '1' },
      hazards: { type: 'string', default: '1' },
      hazard: { type: 'string', multiple: true, default: [] },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  if (values.out === undefined) throw new Error('--out DOSSIER est attendu (--help dit le reste)');
  const world = createWorld({
    households: numberOf('households', values.households),
    seed: numberOf('seed', values.seed),
    noise: numberOf('noise', values.noise),
    hazards: numberOf('hazards', values.hazards),
    rates: ratesOf(values.hazard),
  });
  let told = Date.now();
  const report = await writeWorld(world, values.out, (records) => {
    if (Date.now() - told < 2_000) return;
    told = Date.now();
    process.stderr.write(`${records} messages écrits\n`);
  });
  process.stdout.write(`${report.records} messages, ${report.dossiers} dossiers : ${values.out}\n`);
};
