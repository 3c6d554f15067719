import { type Finding, findingsOf } from '../infra/findings.ts';
import { isStageName, stages } from '../infra/stages.ts';
import { CANNOT, DONE, Misused } from './arguments.ts';
import { command } from './command.ts';

/** One paragraph a kind of finding: what is expected, then where. */
const paragraphs = (findings: readonly Finding[]): string[] =>
  [...Map.groupBy(findings, ({ code, expected }) => `${code}, attendu : ${expected}`)].map(([what, all]) =>
    [
      `${all[0]?.stops ? 'EMPÊCHE' : 'À VOIR'} ${what}`,
      ...all.map(({ path, found }) => `  ${path}${found && ` : ${found}`}`),
    ].join('\n'),
  );

export const doctor = command({
  about: 'Dit ce qui, dans une étape, n’est pas encore vrai : boîtes, adresses, annuaire. Ne touche à rien.',
  usage: `--stage prod
--stage prod --ccapex secretariat-ccapex@…`,
  options: {
    stage: { type: 'string', value: 'NOM', about: 'étape (prod par défaut)', default: 'prod' },
    ccapex: {
      type: 'string',
      value: 'ADRESSE',
      about: 'boîte du secrétariat de la CCAPEX, donnée au déploiement',
    },
    json: { type: 'boolean', about: 'une ligne JSON par constat' },
  },
  notes: 'Se termine par 0 si rien n’empêche de déployer, par 1 sinon.',
  run: async ({ values: { stage: name, ccapex, json } }) => {
    if (!isStageName(name))
      throw new Misused(`--stage ${name} : une de ${Object.keys(stages).join(', ')} est attendue`);
    const stage = stages[name];
    const mailboxes = { ...stage.mailboxes, ccapex: stage.mailboxes.ccapex || (ccapex ?? '') };
    const findings = findingsOf({ ...stage, mailboxes });
    const stopping = findings.filter(({ stops }) => stops).length;
    if (json) for (const finding of findings) console.log(JSON.stringify(finding));
    else {
      console.log(paragraphs(findings).join('\n\n'));
      console.log(
        stopping > 0
          ? `\n${name} ne peut pas être déployée : ${stopping} à mettre dans infra/stages.ts, ou à donner.`
          : `\nRien n’empêche de déployer ${name}. ${findings.length} à voir.`,
      );
    }
    return stopping > 0 ? CANNOT : DONE;
  },
});
