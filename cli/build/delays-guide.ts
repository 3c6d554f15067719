import { dateInFrench } from '../../shared/domain/calendar/civil-date.ts';
import { lengthInFrench } from '../../shared/domain/delays/length.ts';
import type { Nature, Recipient, Reliability, Version } from '../../shared/domain/delays/rule.ts';
import { type NamedRule, rules } from '../../shared/domain/delays/rules/all.ts';
import type { MarkName } from '../../shared/domain/procedure/mark.ts';
import { markTitles } from '../../shared/domain/procedure/mark-titles.ts';
import { stages } from '../../shared/domain/procedure/stage.ts';
import { transitions } from '../../shared/domain/procedure/transitions.ts';
import { alertTexts } from '../../shared/outbound/texts/alert-texts.ts';

const recipientTitles: Record<Recipient, string> = {
  arrondissement: 'État (arrondissement)',
  ccapex: 'CCAPEX',
  secretariatCcapex: 'secrétariat CCAPEX Nord ou Sud',
  adil: 'ADIL',
  mds: 'MDS',
  association: 'association',
  ccas: 'CCAS',
  bailleur: 'bailleur',
  huissier: 'commissaire de justice',
  bdf: 'Banque de France',
  clpil: 'secrétariat de la CLPIL',
};
const natures: Record<Nature, string> = {
  obligation: 'à faire avant le terme',
  attente: 'délai à laisser courir',
  terme: 'date fixée',
  demande: 'à faire sans attendre',
};
const reliabilities: Record<Reliability, string> = {
  texte: '',
  source: ' (source professionnelle)',
  choix: ' (durée choisie par le hub)',
  aConfirmer: ' (**à confirmer**)',
};

const periodOf = ({ validFrom, validTo }: Version): string =>
  [validFrom && `depuis le ${dateInFrench(validFrom)}`, validTo && `jusqu’au ${dateInFrench(validTo)}`]
    .filter(Boolean)
    .join(', ');

const lengthOf = (rule: NamedRule, version: Version): string => {
  if (rule.granted) return `date fixée par la décision, ${lengthInFrench(version.length)} au plus`;
  if (version.length.value === 0) return 'le jour même';
  return `${lengthInFrench(version.length)}${rule.direction === 'avant' ? ' avant' : ''}`;
};

const dayOf = (alert: NamedRule['alerts'][number]): string => {
  if ('depart' in alert.at) return 'aussitôt';
  if ('chaqueMois' in alert.at) return 'chaque mois ensuite';
  const { echeance: days, ouvres } = alert.at;
  return days === 0 ? 'J' : `J${days > 0 ? '+' : '−'}${Math.abs(days)}${ouvres ? ' ouvré' : ''}`;
};

const titlesOf = (marks: readonly MarkName[]): string => marks.map((mark) => markTitles[mark]).join(' ; ');

const settledBy = ({ satisfiedBy, satisfiedBefore, mootBy }: NamedRule): string =>
  [
    satisfiedBy.length > 0
      ? `Satisfait par : ${titlesOf(satisfiedBy)}${satisfiedBefore ? ', même avant' : ''}.`
      : 'Rien ne le satisfait : il passe.',
    mootBy && `Sans objet après : ${titlesOf(mootBy)}.`,
  ]
    .filter(Boolean)
    .join(' ');

const ruleSection = (rule: NamedRule): string => `### ${rule.title}

\`${rule.name}\` · ${natures[rule.nature]} · court depuis : ${titlesOf(rule.from)}${rule.once ? ' (dit de nouveau, le délai ne repart pas)' : ''}${rule.motifs ? ` · motif : ${rule.motifs.join(', ')}` : ''}

${rule.enClair}

${rule.versions
  .map((version) => {
    const period = periodOf(version);
    return `- ${lengthOf(rule, version)}${period && ` (${rule.versionsGoBy ?? 'actes'} ${period})`} : ${version.source}${reliabilities[version.reliability]}`;
  })
  .join('\n')}
- ${rule.stated ? 'Le délai que porte l’acte l’emporte. ' : ''}${rule.judged ? 'Le délai que fixe le juge l’emporte. ' : ''}Report : ${rule.report.applies ? 'oui' : 'non'} (${rule.report.reason}).
- ${settledBy(rule)}
${rule.alerts.map((alert) => `- Alerte ${dayOf(alert)} « ${alertTexts[alert.name].title} » : ${alert.to.map((to) => recipientTitles[to]).join(', ')}.`).join('\n')}
`;

const stageTitles = new Map<string, string>(stages.map(({ name, title }) => [name, title]));
/** The guide in French to the procedure's steps and dated delays, made from the tables that the hub runs on. */
export const delaysGuide = (): string => `# Les étapes et les échéances que le hub surveille

Page écrite par \`npm run build -- delays\` depuis les tables du hub (\`shared/domain/procedure\`, \`shared/domain/delays\`) : ce
qu'elle dit est ce que le hub fait. Pour un dossier : \`npm run --silent passerelle -- case --help\`.

## Les étapes

Un fait prouvé mène le dossier à une étape, d'où qu'il vienne et dans quelque ordre qu'il arrive. Une étape qui manque n'arrête
rien : elle est signalée « à vérifier ».

| fait | étape |
| --- | --- |
${transitions.map(({ mark, to }) => `| ${markTitles[mark]} | ${stageTitles.get(to)} |`).join('\n')}

## Les échéances

Un délai en mois finit le même jour du mois, sinon le dernier (CPC, art. 641). Une alerte n'est envoyée qu'une fois ; jamais
quand un acte a satisfait ou déplacé l'échéance. Un destinataire dont l'adresse n'est pas dans l'annuaire est nommé à l'État.

${rules.map(ruleSection).join('\n')}`;
