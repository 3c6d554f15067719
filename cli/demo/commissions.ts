import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { keepCommission } from '../../shared/cases/commissions/register.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';

const member = (
  id: string,
  organisme: string,
  nom: string,
  over: { partenaire?: string; qualite?: string; parc?: string; mail?: string } = {},
) => ({ id, organisme, nom, qualite: 'droit', ...over });

/** The communes of the demonstration's local commission: Meaux and those around it, by INSEE code. */
const AROUND_MEAUX = ['77284', '77276', '77058', '77330', '77513', '77335', '77350'];

/** Signed on one day by all. */
const signed = (on: string, ...membres: string[]) => ({
  signatures: membres.map((membre) => ({ membre, on })),
});

/** The commissions of the demonstration: a local one, the CCAPEX of the département and its two local formations. */
const demoCommissions = [
  {
    code: 'clpil-meaux',
    nature: 'clpil',
    nom: 'CLPIL de Meaux',
    communes: AROUND_MEAUX,
    from: '2026-01-01',
    secretariat: 'clpil-meaux',
    membres: [
      member('clpil-meaux', 'ccas', 'Secrétariat de la CLPIL de Meaux', { partenaire: 'clpil-meaux' }),
      member('ccas-meaux', 'ccas', 'CCAS de Meaux', { partenaire: 'ccas-meaux' }),
      member('commune-meaux', 'commune', 'Ville de Meaux', { mail: 'logement@ville-meaux.example' }),
      member('mds-meaux', 'mds', 'MDS de Meaux', { partenaire: 'mds-meaux' }),
      member('asll', 'asll', 'Association Exemple', { partenaire: 'association-exemple' }),
      member('habitat', 'bailleur', 'Habitat Exemple', {
        partenaire: 'bailleur-habitat-exemple',
        parc: 'social',
      }),
      member('foyers', 'bailleur', 'Foyers Exemple', {
        partenaire: 'bailleur-foyers-exemple',
        parc: 'social',
      }),
      member('etat', 'etat', 'Sous-préfecture de Meaux'),
    ],
    protocole: signed(
      '2026-02-10',
      ...['clpil-meaux', 'ccas-meaux', 'commune-meaux', 'mds-meaux', 'asll', 'habitat', 'foyers', 'etat'],
    ),
  },
  {
    code: 'ccapex-77',
    nature: 'ccapex',
    niveau: 'centrale',
    nom: 'CCAPEX de Seine-et-Marne',
    from: '2026-02-14',
    secretariat: 'ccapex-nord',
    membres: [
      member('etat', 'etat', 'Préfecture de Seine-et-Marne'),
      member('ccapex-nord', 'ccapex', 'Secrétariat de la CCAPEX', { partenaire: 'ccapex-nord' }),
      member('fsl', 'fsl', 'Département de Seine-et-Marne, FSL', { partenaire: 'fsl' }),
      member('caf', 'caf', 'CAF de Seine-et-Marne', { partenaire: 'caf' }),
      member('msa', 'msa', 'MSA Île-de-France', { partenaire: 'msa' }),
      member('bdf', 'bdf', 'Banque de France', { partenaire: 'bdf', qualite: 'consultatif' }),
    ],
  },
  {
    code: 'ccapex-nord',
    nature: 'ccapex',
    niveau: 'locale',
    nom: 'CCAPEX Nord',
    arrondissements: ['771', '775'],
    from: '2026-02-14',
    secretariat: 'ccapex-nord',
    membres: [
      member('etat', 'etat', 'Sous-préfecture de Meaux'),
      member('ccapex-nord', 'ccapex', 'Secrétariat de la CCAPEX Nord', { partenaire: 'ccapex-nord' }),
      member('mds-meaux', 'mds', 'MDS de Meaux', { partenaire: 'mds-meaux' }),
      member('ccas-meaux', 'ccas', 'CCAS de Meaux', { partenaire: 'ccas-meaux', qualite: 'demande' }),
      member('fsl', 'fsl', 'Département, FSL', { partenaire: 'fsl' }),
      member('caf', 'caf', 'CAF de Seine-et-Marne', { partenaire: 'caf' }),
      member('msa', 'msa', 'MSA Île-de-France', { partenaire: 'msa' }),
      member('bdf', 'bdf', 'Banque de France', { partenaire: 'bdf', qualite: 'consultatif' }),
      member('action-logement', 'actionLogement', 'Action Logement', {
        partenaire: 'action-logement',
        qualite: 'demande',
      }),
      member('siao', 'siao', 'SIAO/115', { partenaire: 'siao', qualite: 'consultatif' }),
      member('habitat', 'bailleur', 'AORIF, Habitat Exemple', {
        partenaire: 'bailleur-habitat-exemple',
        qualite: 'demande',
      }),
    ],
  },
  {
    code: 'ccapex-sud',
    nature: 'ccapex',
    niveau: 'locale',
    nom: 'CCAPEX Sud',
    arrondissements: ['772', '773', '774'],
    from: '2026-02-14',
    secretariat: 'ccapex-sud',
    membres: [
      member('etat', 'etat', 'DDETS de Seine-et-Marne'),
      member('ccapex-sud', 'ccapex', 'Secrétariat de la CCAPEX Sud', {
        mail: 'ccapex-sud@local.passerelle.example',
      }),
      member('fsl', 'fsl', 'Département, FSL', { partenaire: 'fsl' }),
      member('caf', 'caf', 'CAF de Seine-et-Marne', { partenaire: 'caf' }),
      member('msa', 'msa', 'MSA Île-de-France', { partenaire: 'msa' }),
    ],
  },
  {
    code: 'synthese-77',
    nature: 'synthese',
    nom: 'Commission de synthèse du SIAO',
    from: '2026-01-01',
    secretariat: 'siao',
    parametres: { delaiReponse: 15, courriers: 'secretariat', rythme: 1 },
    membres: [
      member('siao', 'siao', 'SIAO/115', { partenaire: 'siao' }),
      member('etat', 'etat', 'DDETS de Seine-et-Marne'),
      member('mds-meaux', 'mds', 'MDS de Meaux', { partenaire: 'mds-meaux' }),
      member('association', 'association', 'Association Exemple', { partenaire: 'association-exemple' }),
    ],
  },
] as const;

/** Enters the demonstration's commissions; those that are there are left. */
export const addDemoCommissions = async (client: DynamoDBDocumentClient, table: string): Promise<void> => {
  const store = createCommissionStore(client, table);
  for (const one of demoCommissions) {
    if (await store.get(one.code)) continue;
    const kept = await keepCommission({ store }, one, {
      by: 'démonstration',
      at: '2026-02-14T08:00:00.000Z',
    });
    if (kept.kind === 'wrong')
      throw new Error(`${one.code} : ${kept.faults.map(({ path, text }) => `${path} ${text}`).join(' ; ')}`);
  }
};
