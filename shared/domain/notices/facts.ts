import type { CaseEvent } from '../events/case-event.ts';
import {
  type Said,
  saidCase,
  saidCount,
  saidDate,
  saidEuros,
  saidMonths,
  saidToRead,
  saidWord,
  saidWords,
  saidYesNo,
} from './said.ts';

/**
 * What an agent needs to know of an event: French label → value. It holds nothing that a partner typed: no name, no reference, no
 * sentence. Where there is such a text, the value only says so, and where to read it.
 */
export const factsOf = (event: CaseEvent): Record<string, Said> =>
  Object.fromEntries(
    Object.entries(detailsOf(event)).filter(
      (entry): entry is [string, Said] => entry[1] !== undefined && entry[1] !== '',
    ),
  );

const moment = (of: 'assignation' | 'requisition'): Said | undefined =>
  saidWord(of === 'assignation' ? 'aLAssignation' : of);

const detailsOf = (event: CaseEvent): Record<string, Said | undefined> => {
  switch (event.kind) {
    case 'impaye':
      return {
        Aide: saidWord(event.aide?.nature),
        'Dette déclarée': saidEuros(event.dette),
        'Impayé constitué le': saidDate(event.dateConstitution),
        Parc: saidWord(event.parc),
        'Suites données': saidWords(event.suites),
      };
    case 'commandementDePayer':
      return {
        'Délai de l’acte': event.delai && saidCount(event.delai.valeur, event.delai.unite),
        'Dette visée': saidEuros(event.dette),
      };
    case 'assignation':
      return {
        Tribunal: saidToRead(event.tribunal),
        'Date de l’audience': saidDate(event.dateAudience),
        'Numéro RG': saidToRead(event.numeroRg),
        Dette: saidEuros(event.dette),
      };
    case 'decision':
      return {
        Tribunal: saidToRead(event.tribunal),
        Issue: saidWord(event.issue),
        'Délai accordé': saidMonths(event.delaiAccordeMois),
        'Délai du commandement changé par le juge': saidMonths(event.delaiCommandementMois),
      };
    case 'commandementDeQuitterLesLieux':
      return {
        'Logement libre le': saidDate(event.dateLiberation),
        'Préfet informé le': saidDate(event.prefetInformeLe),
      };
    case 'demandeCfp':
      return {
        'Démarches accomplies': saidToRead(event.diligences),
        Difficultés: saidToRead(event.difficultes),
      };
    case 'executionCfp':
      return { 'Concours exécuté': saidYesNo(event.effectuee), Motif: saidToRead(event.motifNonExecution) };
    case 'procesVerbal':
      return { Nature: saidWord(event.nature) };
    case 'departVolontaire':
      return { 'Clés remises': saidYesNo(event.clesRemises) };
    case 'surendettement':
      return {
        Étape: saidWord(event.etape),
        'Dette locative déclarée': saidEuros(event.detteLocative),
        'Procédure suspendue par le juge du': saidDate(event.suspension?.debut),
      };
    case 'conge':
      return { Motif: saidWord(event.motif), 'Prend effet le': saidDate(event.dateEffet) };
    case 'renvoiAudience':
      return {
        Tribunal: saidToRead(event.tribunal),
        'Nouvelle date d’audience': saidDate(event.dateAudience),
      };
    case 'jugementDivorce':
    case 'adjudication':
      return { Tribunal: saidToRead(event.tribunal) };
    case 'saisineCcapex':
      return { Parc: saidWord(event.parc), Dette: saidEuros(event.dette) };
    case 'planApurement':
    case 'protocoleCohesionSociale':
      return { État: saidWord(event.etat) };
    case 'paiement':
      return { Versé: saidEuros(event.montant), 'Reste dû': saidEuros(event.solde) };
    case 'echeance':
      return { 'Échéance du': saidDate(event.date), État: saidWord(event.etat) };
    case 'enqueteSociale':
      return {
        Moment: moment(event.moment),
        État: saidWord(event.etat),
      };
    case 'decisionCfp':
      return { Décision: saidWord(event.issue), 'Jusqu’au': saidDate(event.jusquAu) };
    case 'suspensionExpulsion':
      return { 'Fin de la suspension': saidDate(event.fin) };
    case 'avisSuspension':
      return { Avis: saidWord(event.sens) };
    case 'inscriptionClpil':
      return { 'Date de la commission': saidDate(event.dateCommission) };
    case 'deplacement':
      return { 'Autre dossier': saidCase(event.autre), Cause: saidWord(event.cause) };
    case 'aideFsl':
    case 'indemnisation':
      return { État: saidWord(event.etat), Montant: saidEuros(event.montant) };
    case 'accompagnement':
      return {
        Mesure: saidWord(event.mesure),
        État: saidWord(event.etat),
        'Fin prévue le': saidDate(event.fin),
      };
    case 'intervention':
      return { Nature: saidWord(event.nature) };
    // Stryker disable next-line ConditionalExpression: the case below has the field too, and no other that this event has
    case 'hebergement':
      return { État: saidWord(event.etat) };
    case 'aideActionLogement':
      return {
        Dispositif: saidWord(event.dispositif),
        État: saidWord(event.etat),
        Montant: saidEuros(event.montant),
      };
    case 'decisionClpil':
      return {
        'Date de la commission': saidDate(event.dateCommission),
        Décidé: saidWords(event.issues),
      };
    case 'avisCcapex':
      return {
        Nature: saidWord(event.nature),
        Recommandé: saidWords(event.recommandations),
      };
    case 'demandeEnqueteSociale':
      return { Moment: moment(event.moment) };
    case 'transmissionDsf':
      return { Tribunal: saidToRead(event.tribunal) };
    case 'rapprochement':
    case 'miseEnDemeure':
    case 'saisineOrganisme':
    case 'relogement':
    case 'communeConfirmee':
    case 'gel':
    case 'confirmationFin':
      return {};
  }
};
