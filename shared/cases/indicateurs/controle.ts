import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import type { Declare } from '../../domain/indicateurs/catalogue.ts';
import {
  declareDe,
  declaresDe,
  derniereAnnee,
  type Exces,
  estDeclarable,
  nombre,
  nomDeclare,
  nommes,
  PLUS_GRAND,
  PLUS_LONG,
  PREMIERE_ANNEE,
} from '../../domain/indicateurs/declares.ts';
import { plainText } from '../../domain/text/plain-text.ts';
import { type Issue, issueCodes } from '../../outbound/replies/issue.ts';

/** A figure as somebody tells it. `indicateur`: its id, or its label. */
export type Dit = {
  indicateur: string;
  valeur?: number | undefined;
  texte?: string | undefined;
};
/** A figure that its partner may declare; nothing is said yet of the other figures. */
export type DitLu = {
  indicateur: Declare;
  valeur?: number | undefined;
  texte?: string | undefined;
};
/** What is wrong with a figure, at which of its fields; or what is only to be known. `path`: `annee`, `indicateur`, `valeur`, `texte`. */
export type Faute = Issue;

const faute = (code: Issue['code'], path: string, expected: string, message: string): Faute => ({
  code,
  path,
  expected,
  message,
});

const valeurAttendue = `un nombre entier de 0 à ${nombre(PLUS_GRAND)}`;
const texteAttendu = `un texte de ${PLUS_LONG} caractères au plus`;

/** Labels told to a partner whose indicator is not among its own: all of them would fill the reply. */
const MOST_TOLD = 12;
const attendus = (partenaire: string): string => {
  const all = declaresDe(partenaire).map(({ id }) => id);
  if (all.length === 0) return 'aucun : votre organisme ne déclare pas de chiffre';
  return `l’un de : ${all.slice(0, MOST_TOLD).join(', ')}${all.length > MOST_TOLD ? '…' : ''}`;
};

/** Why a year may not be declared on a day; undefined when it may. @param today Europe/Paris */
export const fauteAnnee = (annee: number, today: CivilDate): Faute | undefined =>
  estDeclarable(annee, today)
    ? undefined
    : faute(
        issueCodes.annee,
        'annee',
        `une année de ${PREMIERE_ANNEE} à ${derniereAnnee(today)}`,
        annee > derniereAnnee(today)
          ? 'Cette année n’est pas finie : ses chiffres se déclarent à partir du 1er décembre.'
          : `Aucun chiffre n’est demandé avant ${PREMIERE_ANNEE}.`,
      );

/**
 * Reads a figure as somebody tells it: which indicator, by its id or its label, whether this partner declares it, and whether it has what its
 * unit asks for. The other figures of the partner are not looked at.
 */
export const lireDit = (
  { indicateur, valeur, texte }: Dit,
  partenaire: string,
): { ok: true; dit: DitLu; alertes: Faute[] } | { ok: false; fautes: Faute[] } => {
  const found = nommes(indicateur, partenaire);
  const [one] = found;
  if (one === undefined || found.length > 1)
    return {
      ok: false,
      fautes: [
        faute(
          issueCodes.indicateur,
          'indicateur',
          one === undefined ? attendus(partenaire) : `l’un de : ${found.map(({ id }) => id).join(', ')}`,
          one === undefined
            ? 'Ce n’est pas un des chiffres que votre organisme déclare.'
            : 'Ce libellé désigne plusieurs chiffres.',
        ),
      ],
    };
  const isText = one.unite === 'texte';
  const [path, expected] = isText ? ['texte', texteAttendu] : ['valeur', valeurAttendue];
  const said = texte === undefined ? '' : plainText(texte);
  const given = isText ? said || undefined : valeur;
  if (given === undefined)
    return {
      ok: false,
      fautes: [faute(issueCodes.manquant, path, expected, 'Champ obligatoire absent.')],
    };
  const isWrong =
    typeof given === 'string'
      ? given.length > PLUS_LONG
      : !Number.isInteger(given) || given < 0 || given > PLUS_GRAND;
  if (isWrong) return { ok: false, fautes: [faute(issueCodes.invalide, path, expected, 'Valeur invalide.')] };
  const [other, besides] = isText ? ['valeur', valeur !== undefined] : ['texte', said !== ''];
  return {
    ok: true,
    dit: { indicateur: one, ...(typeof given === 'string' ? { texte: given } : { valeur: given }) },
    alertes: besides
      ? [
          faute(
            issueCodes.invalide,
            other,
            isText ? 'rien : ce chiffre est un texte' : 'rien : ce chiffre est un nombre',
            'Champ ignoré.',
          ),
        ]
      : [],
  };
};

const dit = (id: string, valeur: number): string => {
  const found = declareDe(id);
  return `« ${found ? nomDeclare(found) : id} » (${nombre(valeur)})`;
};

/** A part that is greater than its whole, told with both figures. */
export const fauteExces = ({ partie, tout, valeurPartie, valeurTout }: Exces): Faute =>
  faute(
    issueCodes.partie,
    'valeur',
    'une partie qui ne dépasse pas son tout',
    `${dit(partie, valeurPartie)} dépasse ${dit(tout, valeurTout)}.`,
  );

/** A figure that is far from the year before. */
export const alerteInhabituel = (annee: number, valeur: number, avant: number): Faute =>
  faute(
    issueCodes.inhabituel,
    'valeur',
    'le chiffre vérifié',
    `${nombre(valeur)} en ${annee}, ${nombre(avant)} en ${annee - 1} : enregistré tel quel.`,
  );
