import {
  type Engagement,
  type Signataire,
  signataireCodes,
  signataires,
} from '../../shared/domain/engagements/engagement.ts';
import { engagements, engagementsDe } from '../../shared/domain/engagements/tous.ts';
import { tenus } from './engagements-tests.ts';
import { writePage } from './pages.ts';

const row = (one: Exclude<Engagement, { portage: 'hors' }>): string => {
  const carried =
    one.portage === 'manque'
      ? `manque : ${one.manque}`
      : [one.porte, one.manque && `manque : ${one.manque}`].filter(Boolean).join(' - ');
  const tests = (tenus[one.id] ?? []).map((test) => `\`${test}\``).join(', ');
  return `| ${one.id} | ${one.texte} | ${carried} | ${tests || '-'} |`;
};

const section = (signataire: Signataire): string => {
  const own = engagementsDe(signataire);
  const rows = own.flatMap((one) => (one.portage === 'hors' ? [] : [row(one)]));
  const left = own.flatMap((one) =>
    one.portage === 'hors' ? [`- ${one.id}, ${one.texte} : ${one.pourquoi}.`] : [],
  );
  return [
    `## ${signataires[signataire]} (${own.length})`,
    '',
    '| n° | engagement | ce que la plateforme en porte | tenu par |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(left.length === 0 ? [] : ['', 'Ne relève pas de la plateforme :', '', ...left]),
    '',
  ].join('\n');
};

const signed = engagements.filter(({ signataire }) => signataire !== 'annexe2').length;
/** The page of commitments, made from those that the register follows. */
export const engagementsPage = (): string => `# Les engagements de la charte, et ce que la plateforme en porte

Page écrite par \`npm run build -- engagements\` depuis \`shared/domain/engagements\`. Les ${signed} engagements de l’annexe 1 de la charte 2018-2023, par signataire, dans son ordre ; le nombre de chacun est dans son titre. Puis les ${engagements.length - signed} de l’annexe 2, pris par tous.
Un nom entre accents graves est vérifié par \`test/unit/engagements.test.ts\` : une page du portail, une sorte d’événement (avec une valeur de ses champs), une alerte ou un signalement, un mél de commission, un contrat, une commande.
« Manque » : la plateforme devrait le porter, et ne le fait pas ; ce qui suit un tiret n’est pas couvert par la ligne.
Ce que chacun devient, année par année (fait, en cours, non fait, avec ce qui le montre), se dit et se lit sur \`/charte\`, ou par \`passerelle engagements\` ; il s’y retrouve par son numéro, qui ne change pas.

${signataireCodes.map(section).join('\n')}`;

/**
 * Writes `docs/engagements.md` from the commitments that the register follows. With `check`, only says whether the committed page is up to date.
 */
export const buildEngagements = async (check: boolean): Promise<boolean> =>
  writePage(
    {
      path: 'docs/engagements.md',
      name: 'engagements',
      text: engagementsPage(),
      said: `${engagements.length} commitments`,
    },
    check,
  );
