import type { Diagnostic, Fin } from './diagnostic.ts';
import { champsDe, nomsParties, type Partie, parties } from './formulaire.ts';

/** What lacks before a diagnostic can be ended, and the field that says it. */
export type Manque = { partie: Partie; champ: string; texte: string };

/** What each end needs. A household that nobody met cannot be described: `carence` asks for the invitations, and what the landlord said. */
const exiges: Readonly<Record<Fin, Readonly<Partial<Record<Partie, readonly string[]>>>>> = {
  rendu: {
    redacteur: ['nom', 'qualite', 'entretienProposeLe', 'entretienLe', 'locatairePresent'],
    menage: ['situationFamiliale', 'personnes'],
    ressources: [],
    charges: [],
    dettes: [],
    logement: ['loyer', 'dette', 'detteLe', 'causes'],
    droits: ['aideLogement', 'fsl', 'surendettement', 'plan'],
    demarches: ['repriseLoyer', 'logementSocial'],
    projet: ['souhait'],
    observations: ['menageInviteLe', 'menageReponse', 'bailleurInviteLe', 'bailleurReponse'],
    propositions: ['mesures', 'texte'],
  },
  carence: {
    redacteur: ['nom', 'qualite', 'entretienProposeLe', 'relances'],
    observations: ['menageInviteLe', 'menageReponse', 'bailleurInviteLe', 'bailleurReponse'],
  },
};

const manque = (partie: Partie, champ: string, texte: string): Manque => ({ partie, champ, texte });

const RESSOURCES: readonly string[] = Object.keys(champsDe('ressources')).filter(
  (name) => name !== 'precisions' && name !== 'sansRessources',
);

/** What two answers say against each other, or one without the other. */
const coherence = ({ contenu, saisies }: Pick<Diagnostic, 'contenu' | 'saisies'>, fin: Fin): Manque[] => {
  const { redacteur = {}, ressources = {}, observations = {} } = contenu;
  const found: Manque[] = [];
  const told: Readonly<Record<string, unknown>> = ressources;
  const amounts = RESSOURCES.filter((name) => told[name] !== undefined);
  if (
    fin === 'rendu' &&
    saisies.ressources !== undefined &&
    amounts.length === 0 &&
    ressources.sansRessources !== true
  )
    found.push(
      manque('ressources', 'sansRessources', 'Ressources : au moins un montant, ou « aucune ressource ».'),
    );
  if (amounts.length > 0 && ressources.sansRessources === true)
    found.push(
      manque(
        'ressources',
        'sansRessources',
        'Ressources : des montants, et « aucune ressource » : l’un des deux.',
      ),
    );
  for (const who of ['menage', 'bailleur'] as const) {
    const reponse = observations[`${who}Reponse`];
    const nom = who === 'menage' ? 'locataire' : 'bailleur';
    if (reponse !== undefined && reponse !== 'aucune') {
      if (observations[`${who}Dit`] === undefined)
        found.push(manque('observations', `${who}Dit`, `Observations du ${nom} : ce qu’il a dit.`));
      if (observations[`${who}ReponseLe`] === undefined)
        found.push(
          manque('observations', `${who}ReponseLe`, `Observations du ${nom} : le jour de sa réponse.`),
        );
    }
    const [invite, recue] = [observations[`${who}InviteLe`], observations[`${who}ReponseLe`]];
    if (invite !== undefined && recue !== undefined && recue < invite)
      found.push(
        manque(
          'observations',
          `${who}ReponseLe`,
          `Observations du ${nom} : la réponse est d’avant l’invitation.`,
        ),
      );
  }
  const { entretienProposeLe: propose, entretienLe: tenu } = redacteur;
  if (propose !== undefined && tenu !== undefined && tenu < propose)
    found.push(manque('redacteur', 'entretienLe', 'Entretien : tenu avant d’être proposé.'));
  if (fin === 'carence') {
    if (tenu !== undefined)
      found.push(
        manque('redacteur', 'entretienLe', 'Carence : un entretien a été tenu, le diagnostic est à rendre.'),
      );
    if (observations.menageReponse !== undefined && observations.menageReponse !== 'aucune')
      found.push(
        manque(
          'observations',
          'menageReponse',
          'Carence : le locataire a répondu, le diagnostic est à rendre.',
        ),
      );
  }
  return found;
};

/**
 * All that lacks before a diagnostic can be ended so. A part that the case filled by itself was read by nobody: it is to be saved too, so that
 * nothing goes to the judge unread.
 */
export const manquesDe = (
  { contenu, saisies }: Pick<Diagnostic, 'contenu' | 'saisies'>,
  fin: Fin,
): Manque[] => [
  ...nomsParties.flatMap((partie): Manque[] => {
    const names = exiges[fin][partie];
    if (names === undefined) return [];
    const { titre } = parties[partie];
    if (saisies[partie] === undefined)
      return [manque(partie, '', `${titre} : partie à remplir, ou à relire, et à enregistrer.`)];
    const own: Readonly<Record<string, unknown>> = contenu[partie] ?? {};
    return names.flatMap((name) => {
      const champ = champsDe(partie)[name];
      return champ === undefined || own[name] !== undefined
        ? []
        : [manque(partie, name, `${titre} : ${champ.libelle}.`)];
    });
  }),
  ...coherence({ contenu, saisies }, fin),
];
