import { compteDe, etats, NON_RENSEIGNE } from '../engagements/declaration.ts';
import { signataireCodes, signataires as signatairesDesEngagements } from '../engagements/engagement.ts';
import { ligne, mots, nombre, nombreDe, table, texte } from './cases.ts';
import { valeur } from './chiffres.ts';
import type { Case, Section } from './document.ts';
import type { EngagementDuRapport, MatiereDuRapport } from './matiere.ts';

const etatEcrit = ({ etat, reprisDe }: EngagementDuRapport): string =>
  `${etat === undefined ? NON_RENSEIGNE : etats[etat]}${reprisDe === undefined ? '' : ` (repris de ${reprisDe})`}`;
/** What became of the charter's commitments. */
export const engagements = ({ engagements: tous, version }: MatiereDuRapport): Section => {
  const groupes = signataireCodes.map((code) => ({
    titre: signatairesDesEngagements[code],
    own: tous.filter(({ engagement }) => engagement.signataire === code),
  }));
  const n = (un: number): Case => nombreDe(valeur(un), 'actions');
  const montre = ({ preuve }: EngagementDuRapport): boolean => version === 'etat' && preuve !== undefined;
  return {
    id: 'engagements',
    feuille: 'Engagements',
    titre: 'Les engagements de la charte',
    blocs: [
      {
        genre: 'empilees',
        titre: 'Ce que sont devenus les engagements, par signataire',
        parties: ['Fait', 'En cours', 'Non fait', 'Non renseigné'],
        barres: groupes.map(({ titre, own }) => {
          const { fait, enCours, nonFait, sans } = compteDe(own);
          return { nom: titre, cellules: [fait, enCours, nonFait, sans].map(valeur) };
        }),
      },
      table(
        'Par signataire',
        [
          mots('Signataire'),
          ...['Engagements', 'Faits', 'En cours', 'Non faits', 'Non renseignés', 'dont repris'].map(nombre),
        ],
        [...groupes, { titre: 'Ensemble', own: [...tous] }].map(({ titre, own }) => {
          const { fait, enCours, nonFait, sans, repris } = compteDe(own);
          return ligne(texte(titre), n(own.length), n(fait), n(enCours), n(nonFait), n(sans), n(repris));
        }),
        '« dont repris » : leur état est celui d’une année d’avant, que personne n’a encore confirmé.',
      ),
      ...groupes.map(({ titre, own }) =>
        table(
          titre,
          [
            mots('N°'),
            mots('Engagement'),
            mots('État'),
            ...(own.some(montre) ? [mots('Ce qui le montre')] : []),
          ],
          own.map((one) =>
            ligne(
              texte(one.engagement.id),
              texte(one.engagement.texte),
              texte(etatEcrit(one)),
              ...(own.some(montre) ? [texte(one.preuve?.dit ?? '')] : []),
            ),
          ),
        ),
      ),
    ],
  };
};
