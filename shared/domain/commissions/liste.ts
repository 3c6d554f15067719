import { addDays, type CivilDate, dateInFrench } from '../calendar/civil-date.ts';
import { bailleursDe, type Commission } from './commission.ts';
import { echeancesDe } from './echeances.ts';
import { estOuverteAuxListes, type Seance } from './seance.ts';

/**
 * What is said of a row of a landlord's table: it is not taken (`refus`), it is taken and kept off the list for now (`attente`), or it is only
 * to be looked at (`remarque`).
 */
export type Verdict = { code: string; gravite: 'refus' | 'attente' | 'remarque'; text: string };

/** A row, as far as the list is concerned. */
export type Ligne = {
  /** INSEE code of the dwelling's commune, where it is certain. */
  insee: string | undefined;
  commune: string | undefined;
  dateCommission: CivilDate;
  lettreLe: CivilDate | undefined;
  parc: 'social' | 'prive' | undefined;
  /** The landlord is a private person, or a family SCI. */
  particulier: boolean;
};

/** What other rows and sessions say of the row's household. */
export type DejaVu = {
  /** It withdrew from this commission, and has not agreed in writing since. */
  retire: boolean;
  /** Line of the same table on which it already is, or on which a household looks like it. */
  ligne?: number;
  ressemble?: number;
  /** It is on the list of another landlord of this session; `certain`: beyond doubt. */
  autreBailleur?: 'certain' | 'possible';
  /** Two persons seem to be written in one cell. */
  deuxEnUn?: boolean;
  /** The session at which it was examined before. */
  examineLe?: CivilDate;
  /** Its reference is another household's, which is on the list already. */
  referencePrise?: boolean;
};

/**
 * Judges a row: in words for the landlord, who must learn nothing of another landlord's households.
 *
 * @param dates of the commission's sessions that may still take a list
 */
export const jugerLigne = (
  ligne: Ligne,
  dejaVu: DejaVu,
  {
    commission,
    seance,
    sessions,
    today,
  }: { commission: Commission; seance: Seance; sessions: readonly CivilDate[]; today: CivilDate },
): Verdict[] => {
  const { communes, parametres } = commission;
  const { delaiReponse } = parametres;
  const verdicts: Verdict[] = [];
  const say = (gravite: Verdict['gravite'], code: string, text: string): void => {
    verdicts.push({ gravite, code, text });
  };
  if (ligne.parc === 'prive' || ligne.particulier)
    say(
      'refus',
      'PARC_PRIVE',
      'La CLPIL examine les situations des bailleurs sociaux, avec l’accord du locataire (charte, V.1 et annexe 6). Pour un logement du parc privé, saisissez la CCAPEX.',
    );
  if (ligne.dateCommission !== seance.date)
    say(
      'refus',
      'PAS_UNE_SEANCE',
      sessions.includes(ligne.dateCommission)
        ? `Le ${dateInFrench(ligne.dateCommission)} est une autre séance : déposez cette ligne sur la sienne.`
        : `Le ${dateInFrench(ligne.dateCommission)} n’est pas une séance de cette commission. Séances à venir : ${sessions.map(dateInFrench).join(', ') || 'aucune'}.`,
    );
  if (ligne.insee === undefined)
    say(
      'refus',
      'COMMUNE_INCERTAINE',
      'La commune du logement n’est pas certaine : donnez son code INSEE, ou son code postal et son nom.',
    );
  else if (!communes.includes(ligne.insee))
    say(
      'refus',
      'HORS_COMMUNES',
      `${ligne.commune ?? ligne.insee} n’est pas une des communes de cette commission.`,
    );
  if (dejaVu.retire)
    say(
      'refus',
      'MENAGE_RETIRE',
      'Ce ménage a demandé que sa situation ne soit pas examinée par cette commission. Il n’est sur aucune liste, sauf accord écrit de sa part, que vous consignez à part.',
    );
  if (dejaVu.ligne !== undefined)
    say('refus', 'LIGNE_EN_DOUBLE', `Ce ménage est déjà à la ligne ${dejaVu.ligne}.`);
  if (dejaVu.referencePrise === true)
    say(
      'refus',
      'REFERENCE_PRISE',
      'Cette référence est celle d’un autre ménage, déjà inscrit à cette séance : donnez à celui-ci la sienne.',
    );
  if (dejaVu.ressemble !== undefined)
    say(
      'remarque',
      'RESSEMBLE',
      `Cette ligne ressemble à la ligne ${dejaVu.ressemble} : vérifiez qu’il s’agit bien de deux ménages.`,
    );
  if (dejaVu.autreBailleur !== undefined)
    say(
      'attente',
      'A_VERIFIER_PAR_LE_SECRETARIAT',
      'Cette ligne ressemble à une situation déjà proposée à cette séance : le secrétariat la vérifie avant de l’inscrire. Vous n’avez rien à faire.',
    );
  if (dejaVu.deuxEnUn === true)
    say(
      'refus',
      'DEUX_PERSONNES',
      'Deux personnes semblent écrites dans une même case : donnez à chacune ses colonnes.',
    );
  verdicts.push(...jugerLettre(ligne.lettreLe, seance.date, delaiReponse, today, dejaVu.examineLe));
  return verdicts;
};

/**
 * What the landlord's letter to the tenant lets the row be. The order is letter, days to answer, list: a row whose letter left too late is on no
 * list of this session, and one whose days still run waits. A letter is owed for each session: one that the session before was about asks for nothing
 * more.
 *
 * @param examineLe the session at which the household was examined before
 */
export const jugerLettre = (
  lettreLe: CivilDate | undefined,
  date: CivilDate,
  delaiReponse: number,
  today: CivilDate,
  examineLe?: CivilDate,
): Verdict[] => {
  const { lettres } = echeancesDe(date, delaiReponse);
  if (lettreLe === undefined)
    return [
      {
        gravite: 'attente',
        code: 'LETTRE_MANQUANTE',
        text: `La lettre au locataire n’est pas datée : elle doit partir le ${dateInFrench(lettres)} au plus tard. Sans elle, la ligne n’est pas sur la liste.`,
      },
    ];
  if (lettreLe > today)
    return [
      {
        gravite: 'attente',
        code: 'LETTRE_A_VENIR',
        text: `La lettre est datée du ${dateInFrench(lettreLe)}, qui n’est pas venu : la ligne attend.`,
      },
    ];
  if (examineLe !== undefined && lettreLe <= examineLe)
    return [
      {
        gravite: 'attente',
        code: 'LETTRE_PRECEDENTE',
        text: `La lettre du ${dateInFrench(lettreLe)} était pour la séance du ${dateInFrench(examineLe)} : une lettre est due pour chaque séance, le ${dateInFrench(lettres)} au plus tard.`,
      },
    ];
  if (lettreLe > lettres)
    return [
      {
        gravite: 'attente',
        code: 'LETTRE_TARDIVE',
        text: `La lettre est partie le ${dateInFrench(lettreLe)}, après le ${dateInFrench(lettres)} : le locataire n’a pas eu ${delaiReponse} jours pour répondre avant que la liste ne parte. Cette situation est pour une autre séance.`,
      },
    ];
  const until = addDays(lettreLe, delaiReponse);
  return today < until
    ? [
        {
          gravite: 'attente',
          code: 'DELAI_DE_REPONSE',
          text: `Le locataire peut encore répondre avant le ${dateInFrench(until)} : la ligne sera inscrite si la liste part ce jour-là ou après.`,
        },
      ]
    : [];
};

/** Why a landlord may not give a list to a session; undefined when it may. */
export const listeImpossible = (
  commission: Pick<Commission, 'membres'>,
  seance: Pick<Seance, 'etat' | 'type' | 'listes'>,
  bailleur: string,
): { code: string; text: string } | undefined => {
  if (seance.type !== 'situations')
    return { code: 'SEANCE_DOCTRINALE', text: 'Cette séance n’examine pas de situations.' };
  if (!bailleursDe(commission).some(({ id }) => id === bailleur))
    return {
      code: 'BAILLEUR_NON_PARTIE',
      text: 'Ce bailleur n’est pas signataire du protocole de cette commission.',
    };
  if (!estOuverteAuxListes(seance))
    return { code: 'LISTES_CLOSES', text: 'La séance ne prend plus de liste.' };
  return undefined;
};
