import {
  chapitres,
  delaisMesures,
  type Indicateur,
  indicateurs,
  nomsDeDelais,
  parChapitre,
} from '../../shared/domain/indicateurs/catalogue.ts';
import { uniteDe, unitesDuRapport } from '../../shared/domain/rapport/chiffres.ts';
import { provenanceDe, provenanceDesDelais } from '../../shared/domain/rapport/provenance.ts';
import { specificationDe } from './indicateurs-tests.ts';
import { writePage } from './pages.ts';

/** What a figure comes from: kinds of events, figures that it is made of, or partners. */
const sourceEcrite = (one: Indicateur): string => {
  switch (one.source) {
    case 'compte': {
      const { kinds, emetteurs } = provenanceDe(one.id);
      const from =
        kinds.length === 0 ? 'ce que fait la plateforme' : kinds.map((kind) => `\`${kind}\``).join(', ');
      const who = emetteurs.length === 0 ? '' : ` ; dit par ${emetteurs.join(', ')}`;
      return `compté : ${from}${who}`;
    }
    case 'declare':
      return `déclaré par ${one.declarants.join(', ')}`;
    case 'somme':
      return `somme : ${one.parties.map((id) => `\`${id}\``).join(', ')}`;
    case 'rapport':
      return `\`${one.numerateur}\` sur \`${one.denominateur}\`${one.cible === undefined ? '' : ` ; visé : ${one.cible} %`}`;
  }
};

const row = (one: Indicateur): string => {
  const { origine, detailDe } = one;
  const ligne = origine.annexe === 1 ? origine.cible : origine.annexe === 0 ? '-' : String(origine.ligne);
  const part = detailDe === undefined ? '' : ` (part de \`${detailDe}\`)`;
  return `| ${ligne} | \`${one.id}\`${part} | ${one.libelle} | ${unitesDuRapport[uniteDe(one)]} | ${sourceEcrite(one)} | ${one.definition} | ${one.inconnu ?? '-'} | ${specificationDe(one)} |`;
};

const HEAD = [
  '| ligne | indicateur | libellé | unité | source | définition | ce qui n’est pas connu | spécification |',
  '| --- | --- | --- | --- | --- | --- | --- | --- |',
];
const section = (titre: string, own: readonly Indicateur[]): string =>
  [
    `## ${titre}`,
    '',
    ...[...parChapitre(own)].flatMap(([qui, siens]) => [
      `### ${chapitres[qui]}`,
      '',
      ...HEAD,
      ...siens.map(row),
      '',
    ]),
  ].join('\n');
const of = (annexe: number): Indicateur[] => indicateurs.filter(({ origine }) => origine.annexe === annexe);

const delais = (): string =>
  [
    '## Délais',
    '',
    'Médiane, et ce que neuf sur dix ne passent pas, par arrondissement ; comptés l’année où vient la seconde étape.',
    '',
    '| délai | de | à | lu dans |',
    '| --- | --- | --- | --- |',
    ...nomsDeDelais.map(
      (cle) =>
        `| \`${cle}\` | ${delaisMesures[cle].de} | ${delaisMesures[cle].a} | ${provenanceDesDelais[cle].map((kind) => `\`${kind}\``).join(', ')} |`,
    ),
    '',
  ].join('\n');

/** The page of indicators, made from the catalogue that the report is made of. */
export const indicateursPage = (): string => `# Les indicateurs de la charte, et ce qui les compte

Page écrite par \`npm run build -- indicateurs\` depuis \`shared/domain/indicateurs\`. Les 49 lignes de l’annexe 3 de la charte 2018-2023, dans son ordre et ses mots ; l’annexe 6, article 6 ; les cibles de
l’annexe 1 ; ce que le rapport annuel montre en plus. Une ligne qui porte plusieurs chiffres a plusieurs indicateurs. « Compté » : dans les dossiers, depuis les sortes d’événements nommées.
« Déclaré » : une fois par an, par les partenaires dont le code commence ainsi. La spécification est le titre du test qui compte la ligne sur un cas fait à la main ; \`test/unit/indicateurs-page.test.ts\`
vérifie que chacun existe. Le rapport : \`passerelle indicators --help\` ; son secret statistique : [ADR 70](decisions/0070-secret-statistique.md) et [73](decisions/0073-the-yearly-report.md).

${section('Annexe 3', of(3))}
${section('Annexe 6, article 6', of(6))}
${section('Cibles de l’annexe 1', of(1))}
${section('Ce que le rapport ajoute', of(0))}
${delais()}`;

/** Writes `docs/indicateurs.md` from the catalogue. With `check`, only says whether the committed page is up to date. */
export const buildIndicateurs = async (check: boolean): Promise<boolean> =>
  writePage(
    {
      path: 'docs/indicateurs.md',
      name: 'indicateurs',
      text: indicateursPage(),
      said: `${indicateurs.length} indicators`,
    },
    check,
  );
