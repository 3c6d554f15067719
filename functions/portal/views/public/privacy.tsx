import type { FC } from 'hono/jsx';
import {
  caseLines,
  type Line,
  otherLines,
  withoutTerm,
  withTheCase,
} from '../../../../shared/domain/retention/table.ts';
import { frameNow } from '../../frame.ts';
import { Bullets, held, P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { Page } from '../layout.tsx';
import type { Reader } from '../reader.ts';
import { ToComplete } from './legal.tsx';

const lengthOf = ({ length: { value, unit } }: Line): string =>
  unit === 'mois' && value % 12 === 0 ? `${value / 12} ans` : `${value} ${unit}`;
const rowOf = (line: Line) => [
  held(line.what),
  lengthOf(line),
  line.from,
  held(`${line.source.nature === 'loi' ? '' : 'Choix, à confirmer. '}${line.source.text}`),
];
const columns = ['Ce qui est gardé', 'Combien de temps', 'À compter de', 'Pourquoi'].map((text) => ({
  text,
}));

const inSentence = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const Retention: FC = () => (
  <>
    <Table caption="Dossiers" columns={columns} rows={Object.values(caseLines).map((line) => rowOf(line))} />
    <P>Partent avec leur dossier : {inSentence(withTheCase)}</P>
    <Table caption="Le reste, sur le site en service" columns={columns} rows={otherLines.map(rowOf)} />
    <P>Sans terme, tant que le responsable n’en décide pas : {inSentence(withoutTerm)}</P>
  </>
);

/** What is done with personal data: for whoever reads these pages, and for the households that they speak of (RGPD, art. 13 and 14). */
export const PrivacyPage: FC<{ reader: Reader | undefined }> = ({ reader }) => {
  const { editeur, contact } = frameNow().site;
  const dpo =
    editeur === undefined ? (
      <ToComplete what="adresse de la personne déléguée à la protection des données" />
    ) : (
      <P>
        Délégué à la protection des données : <a href={`mailto:${editeur.dpo}`}>{editeur.dpo}</a>.
      </P>
    );
  return (
    <Page title="Données personnelles" reader={reader} crumbs={[]}>
      <P class="fr-text--lead">
        Passerelle réunit ce que savent, d’un même ménage menacé d’expulsion, les organismes de la charte de
        prévention des expulsions de Seine-et-Marne, pour que ceux qui peuvent l’éviter soient prévenus à
        temps.
      </P>
      <h2>Qui est responsable</h2>
      {editeur === undefined ? <ToComplete what="responsable du traitement" /> : <p>{editeur.name}</p>}
      {dpo}
      <h2>Pourquoi, et sur quel fondement</h2>
      <Bullets
        of={[
          'Prévenir l’expulsion, en informant à temps ceux qui peuvent agir, et réunir les informations d’un même ménage : mission d’intérêt public (RGPD, art. 6(1) e ; loi n° 90-449 du 31 mai 1990, art. 7-1 et 7-2 ; loi n° 89-462 du 6 juillet 1989, art. 24).',
          'Tenir les délais de la procédure et de la réquisition de la force publique : obligation légale (RGPD, art. 6(1) c ; code des procédures civiles d’exécution, art. L412-5 et R153-1).',
          'Rendre compte de la charte, par des comptages sans nom : la même mission.',
        ]}
      />
      <P>Aucune décision n’est prise par une machine : une personne tranche tout doute sur un ménage.</P>
      <h2>Quelles données, de qui</h2>
      <Bullets
        of={[
          'Des ménages : identité, logement, loyer et dette, actes et décisions de la procédure, fait d’un accompagnement social, numéros de dossier. Elles viennent des commissaires de justice, de la CAF, de la MSA, de la Banque de France, des bailleurs, des services sociaux et des services de l’État. Ni numéro de sécurité sociale ni donnée de santé n’est demandé.',
          'Des personnes habilitées à lire ces pages : nom, adresse professionnelle, droits, qui les a donnés ; les dossiers qu’elles ont ouverts, et quand.',
        ]}
      />
      <h2>Qui les lit</h2>
      <P>
        Les agents nommément habilités, pour leurs arrondissements ; chaque partenaire, pour ce qu’il a
        lui-même envoyé. Chaque lecture d’un dossier est inscrite. L’hébergeur agit comme sous-traitant et ne
        les lit pas. Aucun transfert hors de l’Union européenne n’est prévu.
      </P>
      <h2>Combien de temps</h2>
      <Retention />
      <h2>Vos droits</h2>
      <P>
        Accès, rectification, effacement, limitation, opposition : écrivez au délégué à la protection des
        données, ou à {contact.service}, <a href={`mailto:${contact.mail}`}>{contact.mail}</a>, en disant qui
        vous êtes. Une réponse vous est due dans le mois. Une donnée fausse se corrige auprès de l’organisme
        qui l’a envoyée, que nous vous nommons. Un dossier en cours ou retenu en justice ne peut pas être
        effacé.
      </P>
      <P>
        Si la réponse ne vous satisfait pas, vous pouvez saisir la CNIL :{' '}
        <a href="https://www.cnil.fr/fr/plaintes" rel="noopener external">
          cnil.fr/plaintes
        </a>
        , ou 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07.
      </P>
      <h2 id="cookies">Cookies</h2>
      <P>
        Un seul, strictement nécessaire : celui de votre session, qui cesse avec elle (trente minutes sans
        rien faire, dix heures au plus). Un autre vit le temps de la connexion, dix minutes au plus. Ni mesure
        d’audience, ni contenu d’un autre site : il n’y a donc rien à accepter ni à refuser.
      </P>
    </Page>
  );
};
