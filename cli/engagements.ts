import * as z from 'zod';
import {
  anneesDuSuivi,
  type EngagementDeLAnnee,
  type EngagementDeps,
  readEngagements,
} from '../shared/cases/engagements/read.ts';
import { anneeDe, direEngagement } from '../shared/cases/engagements/say.ts';
import { compteDe, etatCodes, etats, NON_RENSEIGNE } from '../shared/domain/engagements/declaration.ts';
import { estSignataire, signataireCodes } from '../shared/domain/engagements/engagement.ts';
import { preuveEcrite, type Saisie } from '../shared/domain/engagements/saisie.ts';
import { createDocumentClient } from '../shared/store/client.ts';
import { DONE, environment, Misused, needed, wholeNumber } from './arguments.ts';
import { authorIn } from './author.ts';
import { command } from './command.ts';

const open = (): EngagementDeps => ({
  client: createDocumentClient(),
  table: environment(z.object({ TABLE_NAME: z.string().min(1) })).TABLE_NAME,
});

const yearIn = (asked: string | undefined, at: string): number => {
  const year = wholeNumber(needed(asked, '--year'), '--year');
  const years = anneesDuSuivi(anneeDe(at));
  if (years.includes(year)) return year;
  throw new Misused(`--year ${year} : le suivi va de ${years[0]} à ${years.at(-1)}`);
};

const line = ({ engagement, etat, preuve, reprisDe, by, at }: EngagementDeLAnnee): string =>
  [
    `${engagement.id}  ${etat === undefined ? NON_RENSEIGNE : etats[etat]}${reprisDe === undefined ? '' : ` (repris de ${reprisDe})`}`,
    engagement.texte,
    ...(preuve === undefined ? [] : [preuve.dit]),
    ...(by === undefined || at === undefined ? [] : [`${by}, ${at}`]),
  ].join(' · ');

const asJson = ({ engagement, annee, etat, preuve, reprisDe, by, at, position }: EngagementDeLAnnee) =>
  JSON.stringify({
    ...{ id: engagement.id, signataire: engagement.signataire, etat, annee, preuve, reprisDe, by, at },
    historique: position.historique,
  });

const list = async (
  year: number,
  { signatory, json }: { signatory: string | undefined; json: boolean },
): Promise<void> => {
  if (signatory !== undefined && !estSignataire(signatory))
    throw new Misused(`--signatory ${signatory} : un de ${signataireCodes.join(', ')} est attendu`);
  const all = (await readEngagements(open(), year)).filter(
    ({ engagement }) => signatory === undefined || engagement.signataire === signatory,
  );
  for (const one of all) console.log(json ? asJson(one) : line(one));
  if (json) return;
  const { fait, enCours, nonFait, sans, repris } = compteDe(all);
  console.log(
    `${all.length} engagements : ${fait} fait, ${enCours} en cours, ${nonFait} non fait, ${sans} non renseignés ; ${repris} repris d’une année d’avant.`,
  );
};

const optionOf: Record<keyof Saisie, string> = { etat: '--state', sorte: '--evidence', dit: '--evidence' };

const say = async (
  id: string,
  year: number,
  { by, at, state, evidence }: { by: string; at: string; state: string | undefined; evidence: string },
): Promise<void> => {
  const deps = open();
  const found = (await readEngagements(deps, year)).find(({ engagement }) => engagement.id === id);
  if (!found)
    throw new Misused(`aucun engagement ${id} : « passerelle engagements --year ${year} » les donne`);
  const { engagement, position } = found;
  const said = await direEngagement(
    deps,
    { engagement, annee: year, version: position.version },
    { etat: needed(state, '--state'), ...preuveEcrite(evidence) },
    { by, at },
  );
  switch (said.kind) {
    case 'dite':
      console.log(`${id}, ${year} : c’est gardé (${position.version + 1})`);
      return;
    case 'refusee':
      throw new Misused(said.fautes.map(({ field, text }) => `${optionOf[field]} : ${text}`).join('\n'));
    case 'changee':
      throw new Error(
        'quelqu’un a dit autre chose de cet engagement au même moment : relancez la même commande',
      );
    case 'rien':
    case 'horsAnnees':
      throw new Misused(`--year ${year} : cette année n’est pas du suivi`);
  }
};

export const engagements = command({
  about: 'Le suivi des engagements de la charte : ce que chacun est devenu, année par année.',
  usage: `--year 2026 [--signatory caf] [--json]
say caf-06 --year 2026 --state fait --evidence /commissions --by NOM`,
  options: {
    year: { type: 'string', value: 'ANNÉE', about: 'l’année dont on parle' },
    signatory: {
      type: 'string',
      value: 'CODE',
      about: `un seul signataire : ${signataireCodes.slice(0, 8).join(', ')},\n${signataireCodes.slice(8).join(', ')}`,
    },
    json: { type: 'boolean', about: 'une ligne JSON par engagement, avec son historique' },
    state: { type: 'string', value: 'ÉTAT', about: etatCodes.join(', ') },
    evidence: {
      type: 'string',
      value: 'PREUVE',
      about:
        'ce qui le montre : l’adresse d’une page (/commissions), une sorte d’événement (relogement),\nindicateur:ID ; tout autre texte est une note',
    },
    by: { type: 'string', value: 'NOM', about: 'qui le dit' },
  },
  operands: 2,
  notes: `Sans « say », liste ; « say » dit. Ce qui a été dit reste dans l’historique. Une année commence par le dernier mot de la précédente (« repris »), tant
que personne ne l’a confirmé. Une note ne nomme personne d’un ménage. Les numéros sont dans docs/engagements.md. Variables : TABLE_NAME, et l’accès AWS
de qui le fait ; en local, celles que « npm start » imprime.`,
  run: async ({ values, operands: [verb, id] }) => {
    const at = new Date().toISOString();
    if (verb === undefined) {
      await list(yearIn(values.year, at), { signatory: values.signatory, json: values.json ?? false });
      return DONE;
    }
    if (verb !== 'say') throw new Misused(`« ${verb} » : say est attendu, ou rien pour lister`);
    const by = authorIn(values.by);
    await say(needed(id, 'le numéro de l’engagement'), yearIn(values.year, at), {
      ...{ by, at, state: values.state, evidence: values.evidence ?? '' },
    });
    return DONE;
  },
});
