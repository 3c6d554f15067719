import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ArrondissementCode } from '../../shared/domain/events/household.ts';
import type { Habilitation } from '../../shared/domain/habilitation/habilitation.ts';
import { createPersonRegister, personIdOf } from '../../shared/store/persons.ts';

const own = { id: '1', from: '2026-01-01', by: 'démonstration' };
const over = (role: 'agent' | 'relecteur', ...arrondissements: ArrondissementCode[]): Habilitation => ({
  ...own,
  id: role,
  role,
  arrondissements,
});

/** Persons to sign in as, on this machine: one of each role, and one whom nobody has entitled. All are invented. */
export const demoPersons: readonly {
  mail: string;
  givenName: string;
  usualName: string;
  about: string;
  habilitations: readonly Habilitation[];
}[] = [
  {
    mail: 'anne.renard@local.passerelle.example',
    givenName: 'Anne',
    usualName: 'Renard',
    about: 'agent de la sous-préfecture de Provins',
    habilitations: [over('agent', '773')],
  },
  {
    mail: 'marc.dubois@local.passerelle.example',
    givenName: 'Marc',
    usualName: 'Dubois',
    about: 'agent et relecteur, sous-préfecture de Meaux (Meaux et Torcy)',
    habilitations: [over('agent', '771', '775'), over('relecteur', '771', '775')],
  },
  {
    mail: 'sonia.lefort@local.passerelle.example',
    givenName: 'Sonia',
    usualName: 'Lefort',
    about: 'agent de la DDETS (Melun et Fontainebleau), relectrice de tout le département',
    habilitations: [over('agent', '772', '774'), over('relecteur', '771', '772', '773', '774', '775')],
  },
  {
    mail: 'paul.girard@local.passerelle.example',
    givenName: 'Paul',
    usualName: 'Girard',
    about: 'clerc de l’étude Girard, à Provins',
    habilitations: [{ ...own, role: 'partenaire', partner: 'etude-girard-provins' }],
  },
  {
    mail: 'nadia.roux@local.passerelle.example',
    givenName: 'Nadia',
    usualName: 'Roux',
    about: 'bailleur Habitat Exemple',
    habilitations: [{ ...own, role: 'partenaire', partner: 'bailleur-habitat-exemple' }],
  },
  {
    mail: 'thomas.leroy@local.passerelle.example',
    givenName: 'Thomas',
    usualName: 'Leroy',
    about: 'bailleur Foyers Exemple',
    habilitations: [{ ...own, role: 'partenaire', partner: 'bailleur-foyers-exemple' }],
  },
  {
    mail: 'lea.morin@local.passerelle.example',
    givenName: 'Léa',
    usualName: 'Morin',
    about: 'secrétaire de la CLPIL de Meaux',
    habilitations: [{ ...own, role: 'partenaire', partner: 'clpil-meaux' }],
  },
  {
    mail: 'karim.benali@local.passerelle.example',
    givenName: 'Karim',
    usualName: 'Benali',
    about: 'travailleur social, MDS de Meaux',
    habilitations: [{ ...own, role: 'partenaire', partner: 'mds-meaux' }],
  },
  {
    mail: 'helene.vidal@local.passerelle.example',
    givenName: 'Hélène',
    usualName: 'Vidal',
    about: 'secrétaire de la CCAPEX Nord',
    habilitations: [{ ...own, role: 'partenaire', partner: 'ccapex-nord' }],
  },
  {
    mail: 'julie.marchand@local.passerelle.example',
    givenName: 'Julie',
    usualName: 'Marchand',
    about: 'chargée des impayés, CAF',
    habilitations: [{ ...own, role: 'partenaire', partner: 'caf' }],
  },
  {
    mail: 'eric.perrot@local.passerelle.example',
    givenName: 'Éric',
    usualName: 'Perrot',
    about: 'travailleur social, MSA',
    habilitations: [{ ...own, role: 'partenaire', partner: 'msa' }],
  },
  {
    mail: 'sophie.lambert@local.passerelle.example',
    givenName: 'Sophie',
    usualName: 'Lambert',
    about: 'correspondante de la CCAPEX, Banque de France',
    habilitations: [{ ...own, role: 'partenaire', partner: 'bdf' }],
  },
  {
    mail: 'camille.lenoir@local.passerelle.example',
    givenName: 'Camille',
    usualName: 'Lenoir',
    about: 'juriste de l’ADIL',
    habilitations: [{ ...own, role: 'partenaire', partner: 'adil' }],
  },
  {
    mail: 'emma.brun@local.passerelle.example',
    givenName: 'Emma',
    usualName: 'Brun',
    about: 'écoutante du 115 (SIAO)',
    habilitations: [{ ...own, role: 'partenaire', partner: 'siao' }],
  },
  {
    mail: 'claire.martin@local.passerelle.example',
    givenName: 'Claire',
    usualName: 'Martin',
    about: 'administratrice',
    habilitations: [{ ...own, role: 'administrateur' }],
  },
  {
    mail: 'iris.noel@local.passerelle.example',
    givenName: 'Iris',
    usualName: 'Noël',
    about: 'déléguée à la protection des données',
    habilitations: [{ ...own, role: 'dpd' }],
  },
  {
    mail: 'luc.parti@local.passerelle.example',
    givenName: 'Luc',
    usualName: 'Parti',
    about: 'que personne n’a habilité',
    habilitations: [],
  },
];

/** Enters the demonstration's persons in the register; those that are there are left. */
export const addDemoPersons = async (client: DynamoDBDocumentClient, table: string): Promise<void> => {
  const register = createPersonRegister(client, table);
  for (const { mail, givenName, usualName, habilitations } of demoPersons) {
    const id = personIdOf(mail);
    const entry = { id, mail, name: `${givenName} ${usualName}`, habilitations: [...habilitations] };
    if (habilitations.length > 0)
      await register.change(id, (before) => before ?? entry, {
        at: `${own.from}T00:00:00.000Z`,
        by: own.by,
        what: 'démonstration',
      });
  }
};
