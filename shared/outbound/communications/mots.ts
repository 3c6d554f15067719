import { assertNever } from '../../domain/assert-never.ts';
import { type CivilDate, dateAloud } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type {
  Communication,
  Destinataire,
  Moyen,
  Partenaire,
  Teneur,
} from '../../domain/communications/registre.ts';
import { organismes } from '../../domain/events/organismes.ts';
import { senderName } from '../mail/senders.ts';
import { communeOf, ofCommune } from '../place.ts';
import { alertTexts } from '../texts/alert-texts.ts';
import { eventTexts } from '../texts/event-texts.ts';

const partenaires: Record<Partenaire, string> = {
  adil: 'ADIL (agence d’information sur le logement)',
  mds: 'MDS (maison départementale des solidarités)',
  ccas: 'CCAS (centre communal d’action sociale)',
  association: 'Association chargée de l’accompagnement',
  bailleur: 'Bailleur',
  huissier: 'Commissaire de justice',
  bdf: 'Banque de France',
  clpil: 'Secrétariat de la CLPIL',
};

/** Families of partners that are called by their commune. */
const FAMILLES: Readonly<Record<string, string>> = { ccas: 'CCAS', mds: 'MDS' };

/** A partner, by its code. @example nomDeCode('ccas-meaux') // 'CCAS de Meaux' */
export const nomDeCode = (code: string): string => {
  if (code === 'siao' || code.startsWith('siao-')) return 'SIAO, numéro 115';
  const [, family = '', place = ''] = /^([a-z]+)-(.+)$/.exec(code) ?? [];
  const body = Object.hasOwn(FAMILLES, family) ? FAMILLES[family] : undefined;
  const commune = communeOf({ commune: place.replaceAll('-', ' ') });
  return body !== undefined && commune ? `${body} ${ofCommune(commune.name)}` : senderName(code);
};

/** A day without its weekday: many stand in one list. @example jourDit('2026-11-30') // '30 novembre 2026' */
export const jourDit = (day: CivilDate): string => dateAloud(day).replace(/^\S+ /, '');

/** To whom something was told, in words. */
export const motsDestinataire = (a: Destinataire): string => {
  switch (a.kind) {
    case 'avis':
      return partenaires[a.partenaire];
    case 'membre':
      return a.nom.includes(organismes[a.organisme]) ? a.nom : `${a.nom} (${organismes[a.organisme]})`;
    case 'partenaire':
      return nomDeCode(a.code);
    case 'juge':
      return 'Tribunal';
    case 'ccapex':
      return 'CCAPEX';
    default:
      return assertNever(a);
  }
};

const titleIn = (texts: Readonly<Record<string, { title: string }>>, name: string): string =>
  Object.hasOwn(texts, name) ? (texts[name]?.title ?? name) : name;

/** What was told, in words. */
export const motsTeneur = (teneur: Teneur): string => {
  switch (teneur.kind) {
    case 'evenement':
      return titleIn(eventTexts, teneur.template);
    case 'alerte':
      return titleIn(alertTexts, teneur.template);
    case 'liste':
      return `Liste de la séance du ${jourDit(teneur.seance)} (${teneur.nom})`;
    case 'releve':
      return `Relevé de décisions de la séance du ${jourDit(teneur.seance)} (${teneur.nom})`;
    case 'quiSuit':
      return 'Quels organismes suivent le ménage, et qui appeler';
    case 'dsf':
      return 'Diagnostic social et financier';
    default:
      return assertNever(teneur);
  }
};

/** By what means. */
export const motsMoyen: Record<Moyen, string> = {
  courriel: 'mél',
  recapitulatif: 'mél récapitulatif',
  seance: 'commission',
  page: 'page de Passerelle',
  transmission: 'transmission de l’État',
};

/** The day on which something went, Europe/Paris. */
export const jourDe = ({ at }: Pick<Communication, 'at'>): string => (at.length === 10 ? at : parisDay(at));

/** The letter by which the household knows, in words; that one is owed, where none does. */
export const motsLettre = ({ lettre }: Pick<Communication, 'lettre'>): string => {
  if (lettre === undefined) return 'à informer';
  switch (lettre.par) {
    case 'information':
      return `lettre d’information du ${jourDit(parisDay(lettre.le))}`;
    case 'orientation':
      return 'lettre d’orientation de la CCAPEX, qui nomme ces organismes';
    case 'accord':
      return `lettre du bailleur du ${jourDit(lettre.le)}`;
    case 'issue':
      return `lettre de la commission du ${jourDit(lettre.seance)}`;
    default:
      return assertNever(lettre);
  }
};
