import { type Organisme, organismes } from '../../../shared/domain/events/organismes.ts';
import { words } from '../../../shared/domain/notices/words.ts';

/** How a choice of a form reads, where the words of mails do not say it, or say it of something else. */
const own: Readonly<Record<string, string>> = {
  'bailleur.nature=personnePhysique': 'personne physique',
  'bailleur.nature=personneMorale': 'personne morale',
  'bailleur.nature=sciFamiliale': 'SCI familiale',
  'delai.unite=mois': 'mois',
  'delai.unite=semaines': 'semaines',
  'moment=assignation': words.aLAssignation,
  'parc=prive': 'privé',
  'orientation=planConventionnel': 'plan conventionnel',
  'orientation=retablissementPersonnel': 'rétablissement personnel',
  'issue=miseEnDemeure': 'mise en demeure de quitter les lieux',
  'issue=delaiDePaiement': 'délai de paiement accordé',
};

const isOrganisme = (value: string): value is Organisme => Object.hasOwn(organismes, value);

/** A value of a field, in words. @example wordOf('etat', 'signe') // 'signé' */
export const wordOf = (path: string, value: string): string =>
  (path === 'organisme' && isOrganisme(value) ? organismes[value] : undefined) ??
  own[`${path}=${value}`] ??
  Object.entries(words).find(([name]) => name === value)?.[1] ??
  value;
