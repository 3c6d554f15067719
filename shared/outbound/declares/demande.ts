import { declareDe, nomDeclare } from '../../domain/indicateurs/declares.ts';
import type { EtapeDemande } from '../../domain/indicateurs/demandes.ts';
import type { Demande } from '../../store/declares.ts';
import type { Attachment } from '../attachment.ts';
import type { Contact, Mail } from '../mail/render.ts';
import { renderRequest } from '../mail/render-request.ts';
import { modeleChiffres, nomDuModele } from './modele.ts';

type Texte = { titre: string; attendu: string; lien: string; groupe: string };

const textes = (annee: number, count: number): Record<EtapeDemande, Texte> => {
  const chiffres = count > 1 ? `${count} chiffres` : 'un chiffre';
  return {
    demande: {
      titre: `Vos chiffres ${annee} pour la charte de prévention des expulsions`,
      attendu: `Déclarez ${chiffres} de l’année ${annee} (charte, annexe 3). Rien à compter ? Déclarez 0 : une absence de réponse n’est pas un zéro.`,
      lien: 'Déclarer vos chiffres',
      groupe: 'Ce qui vous est demandé',
    },
    rappel: {
      titre: `Rappel : vos chiffres ${annee} pour la charte`,
      attendu: `Il manque ${chiffres} de l’année ${annee}. Rien à compter ? Déclarez 0 : une absence de réponse n’est pas un zéro.`,
      lien: 'Déclarer ce qui manque',
      groupe: 'Ce qui manque',
    },
    dernierRappel: {
      titre: `Dernier rappel : vos chiffres ${annee} pour la charte`,
      attendu: `Il manque encore ${chiffres} de l’année ${annee}. Le bilan de la charte se fait avec ce qui est déclaré : le vôtre y sera dit manquant. Rien à compter ? Déclarez 0.`,
      lien: 'Déclarer ce qui manque',
      groupe: 'Ce qui manque',
    },
    manquants: {
      titre: `Chiffres ${annee} de la charte : ce qui n’est pas déclaré`,
      attendu:
        'Relancez qui n’a pas répondu. Un chiffre dit au téléphone ou par mél s’enregistre sur la page, à votre nom.',
      lien: 'Voir qui a répondu',
      groupe: '',
    },
  };
};

const nomDe = (id: string): string => {
  const found = declareDe(id);
  return found ? nomDeclare(found) : id;
};

export type DemandeContext = {
  /** Base address of the pages, without a slash at its end. */
  portail: string;
  contact: Contact;
  intended?: string | undefined;
};

const VOIES = {
  titre: 'Trois façons de répondre, au choix',
  lignes: [
    'sur la page : un champ par chiffre, avec sa définition et celui de l’an dernier ;',
    'par un fichier : remplissez le tableau joint et déposez-le comme tout fichier, une ligne par chiffre ;',
    'par votre logiciel : un message par chiffre, au format chiffres.v1 (guide des partenaires, « Déclarer vos chiffres »).',
  ],
};

/** A mail that asks for figures, reminds of them or, to the State, names who has not answered. It holds no personal data. */
export const renderDemande = (
  { id, annee, etape, partenaire, nom, indicateurs, manquants = [] }: Demande,
  { portail, contact, intended }: DemandeContext,
): Mail => {
  const { titre, attendu, lien, groupe } = textes(annee, indicateurs.length)[etape];
  const isOfState = etape === 'manquants';
  const request = {
    ...{ id, titre, attendu, lien },
    rows: isOfState
      ? [
          { label: 'Année', value: String(annee) },
          { label: 'Chiffres manquants', value: String(indicateurs.length) },
        ]
      : [
          { label: 'Organisme', value: nom },
          { label: 'Année', value: String(annee) },
        ],
    link: isOfState
      ? `${portail}/indicateurs/declares?annee=${annee}`
      : `${portail}/partenaires/${partenaire}/chiffres?annee=${annee}`,
    listes: isOfState
      ? manquants.map((one) => ({ titre: one.nom, lignes: one.indicateurs.map(nomDe) }))
      : [{ titre: groupe, lignes: indicateurs.map(nomDe) }, VOIES],
  };
  return renderRequest(request, { contact, intended });
};

/** The table to fill in, for a partner that is asked or reminded. */
export const piecesDeDemande = ({ annee, etape, partenaire }: Demande): Attachment[] =>
  etape === 'manquants'
    ? []
    : [
        {
          filename: nomDuModele(annee, partenaire),
          contentType: 'text/csv; charset=utf-8',
          content: Buffer.from(modeleChiffres(annee, partenaire), 'utf8'),
        },
      ];
