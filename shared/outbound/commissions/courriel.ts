import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { type CivilDate, dateAloud, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisInstant } from '../../domain/calendar/paris-day.ts';
import type { Siege } from '../../domain/commissions/acces.ts';
import { type Commission, intituleDe } from '../../domain/commissions/commission.ts';
import { echeancesDe } from '../../domain/commissions/echeances.ts';
import type { Seance, Situation } from '../../domain/commissions/seance.ts';
import { type Courriel, ETAT } from '../../store/commissions.ts';
import type { Attachment } from '../attachment.ts';
import type { Contact, Mail } from '../mail/render.ts';
import { renderRequest } from '../mail/render-request.ts';
import { releveDe, relevePdf } from './releve.ts';

/** What a mail about a session says, by what it is: never a household's name, a mail is no safe (charter, annexe 6, art. 7). */
type Texte = { titre: string; attendu: string; lien: string };

const textes = (commission: Commission, seance: Seance): Record<Courriel['genre'], Texte> => {
  const { liste, lettres } = echeancesDe(seance.date, commission.parametres.delaiReponse);
  const at = `${dateAloud(seance.date)} à ${seance.heure.replace(':', ' h ')}`;
  return {
    convocation: {
      titre: `Invitation à la séance du ${at}`,
      attendu:
        commission.nature === 'clpil'
          ? `Notez la date. La liste des situations vous parviendra le ${dateInFrench(liste)} au plus tard. Rappel : tout ce qui est dit en séance est confidentiel (code pénal, art. 226-13) ; la charte de confidentialité vous est présentée avant la liste.`
          : 'Notez la date. Rappel : tout ce qui est dit en séance est confidentiel (code pénal, art. 226-13).',
      lien: 'Voir la séance',
    },
    annulation: {
      titre: `La séance du ${at} n’aura pas lieu`,
      attendu: 'Aucune action : la date est retirée de votre agenda par le fichier joint.',
      lien: 'Voir le calendrier',
    },
    liste: {
      titre: `Liste des situations de la séance du ${at}`,
      attendu:
        'Dites ce que vous savez de chaque situation avant la séance, surtout si vous n’y serez pas. La liste se lit sur la page, jamais par mél.',
      lien: 'Lire la liste',
    },
    rappel: {
      titre: `Ce que vous savez des situations du ${at}`,
      attendu:
        'Vous n’avez encore rien dit des situations de cette liste, qui vous est parvenue à temps : dites ce que vous en savez, surtout si vous serez absent (annexe 6, art. 4).',
      lien: 'Lire la liste',
    },
    lettresBientot: {
      titre: `Lettres aux locataires avant la séance du ${at}`,
      attendu: `Les lettres d’accord doivent partir le ${dateInFrench(lettres)} au plus tard, pour laisser ${commission.parametres.delaiReponse} jours aux locataires. La page les prépare ; une lettre est due pour chaque séance.`,
      lien: 'Préparer les lettres',
    },
    listeBientot: {
      titre: `Liste attendue pour la séance du ${at}`,
      attendu: `Transmettez votre liste le ${dateInFrench(liste)} au plus tard. En retard, l’examen de vos situations peut être annulé (annexe 6, art. 4).`,
      lien: 'Transmettre la liste',
    },
    releveManquant: {
      titre: `Relevé de décisions manquant : séance du ${at}`,
      attendu:
        'Quinze jours après la séance, aucun relevé n’a été envoyé aux membres ni à l’État. La clore et l’envoyer, ou dites pourquoi il ne viendra pas.',
      lien: 'Ouvrir la séance',
    },
    questionBdf: {
      titre: `Une question sur le surendettement d’un ménage, pour la séance du ${at}`,
      attendu:
        'Dites si un dossier de surendettement est ouvert, et depuis quand. Le ménage est nommé sur la page, jamais par mél ; la commission ne voit que votre réponse.',
      lien: 'Répondre',
    },
    tableau: {
      titre: `Tableau annoté de la séance du ${at}`,
      attendu: 'Vous n’étiez pas à la séance : le tableau annoté vous attend sur la page.',
      lien: 'Lire le tableau',
    },
    releve: {
      titre: `Relevé de décisions de la séance du ${at}`,
      attendu:
        seance.type === 'doctrinale'
          ? 'Aucune action : le compte rendu de chaque point est joint, et sur la page.'
          : 'Engagez ce dont vous êtes chargé, puis rendez-en compte à la prochaine séance ou dès que c’est fait, sur la page.',
      lien: 'Voir les décisions',
    },
    acceptation: {
      titre: `Un organisme est invité à la séance du ${at}`,
      attendu:
        'Dites si vous l’acceptez : il ne verra la liste qu’avec l’accord de tous les autres membres (annexe 6, art. 2).',
      lien: 'Répondre',
    },
  };
};

export type CourrielContext = {
  stage: string;
  /** Base address of the pages, without a slash at its end. */
  portail: string;
  from: string;
  contact: Contact;
  intended?: string | undefined;
};

/** Address of a session's page. */
const adresseDe = (portail: string, { commission, date }: Pick<Seance, 'commission' | 'date'>): string =>
  `${portail}/commissions/${commission}/seances/${date}`;

/** A mail about a session. */
export const renderCourriel = (
  { genre, id }: Pick<Courriel, 'genre' | 'id'>,
  commission: Commission,
  seance: Seance,
  { portail, contact, intended }: CourrielContext,
): Mail => {
  const { titre, attendu, lien } = textes(commission, seance)[genre];
  const slots = Object.entries(seance.creneaux).map(([membre, heure]) => ({
    label: commission.membres.find((one) => one.id === membre)?.nom ?? membre,
    value: heure.replace(':', ' h '),
  }));
  const request = {
    id,
    about: intituleDe(commission),
    titre,
    rows: [
      { label: 'Commission', value: commission.nom },
      { label: 'Date', value: `${dateAloud(seance.date)}, ${seance.heure.replace(':', ' h ')}` },
      { label: 'Lieu', value: seance.lieu },
      ...(genre === 'convocation'
        ? slots.map(({ label, value }) => ({ label: `Passage : ${label}`, value }))
        : []),
    ],
    ...{ attendu, lien, link: adresseDe(portail, seance) },
    listes: [{ titre: 'Ordre du jour', lignes: genre === 'convocation' ? seance.points : [] }],
  };
  return renderRequest(request, { contact, intended });
};

const HOURS_MS = 3 * 3_600_000;

/** The session for a calendar, as an `.ics`: an invitation, or its cancellation, which takes the date out. */
const icsDe = (
  commission: Commission,
  seance: Seance,
  { portail, from }: Pick<CourrielContext, 'portail' | 'from'>,
  at: string,
): Attachment => {
  const isCancelled = seance.etat === 'annulee';
  const start = new Date(parisInstant(seance.date, seance.heure));
  const calendar = ical({
    prodId: { company: 'passerelle', product: 'seances', language: 'FR' },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `seance-${commission.code}-${seance.date}@passerelle`,
    sequence: Math.floor(Date.parse(at) / 1000),
    stamp: new Date(at),
    start,
    end: new Date(start.getTime() + HOURS_MS),
    summary: intituleDe(commission),
    location: seance.lieu,
    url: adresseDe(portail, seance),
    organizer: { name: 'passerelle', email: from },
    ...(isCancelled && { status: ICalEventStatus.CANCELLED }),
  });
  return {
    filename: `seance-${commission.code}-${seance.date}.ics`,
    contentType: `text/calendar; charset=utf-8; method=${isCancelled ? 'CANCEL' : 'PUBLISH'}`,
    content: Buffer.from(calendar.toString(), 'utf8'),
  };
};

/** The seats for which a mail is written: the member's own; the State's, for its mailbox; none for who is no member any more. */
const siegesDuCourriel = ({ membres }: Commission, membre: string): Siege[] => {
  const found = membres.find(({ id }) => id === membre);
  if (found && found.organisme !== 'etat') return [{ kind: 'membre', membre: found }];
  return found || membre === ETAT ? [{ kind: 'etat', membre: found }] : [];
};

/** Files attached to a mail about a session: its date; the relevé, as far as its reader may have it. */
export const piecesDe = async (
  { genre, membre, at }: Pick<Courriel, 'genre' | 'membre' | 'at'>,
  commission: Commission,
  seance: Seance,
  situations: readonly Situation[],
  context: Pick<CourrielContext, 'portail' | 'from'>,
  today: CivilDate,
): Promise<Attachment[]> => {
  if (genre === 'convocation' || genre === 'annulation') return [icsDe(commission, seance, context, at)];
  if (genre !== 'releve') return [];
  const sieges = siegesDuCourriel(commission, membre);
  if (sieges.length === 0) return [];
  const releve = releveDe(commission, seance, situations, sieges, today);
  return [
    {
      filename: `releve-${commission.code}-${seance.date}.pdf`,
      contentType: 'application/pdf',
      content: await relevePdf(releve),
    },
  ];
};
