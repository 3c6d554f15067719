import type { CaseEvent } from '../events/case-event.ts';
import {
  type Said,
  saidAct,
  saidCase,
  saidCount,
  saidDate,
  saidEuros,
  saidMonths,
  saidName,
  saidNumber,
  saidOrganisme,
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
    Object.entries({ ...byWhom(event), ...detailsOf(event) }).filter(
      (entry): entry is [string, Said] => entry[1] !== undefined && entry[1] !== '',
    ),
  );

/** Who drew up the act, or judged, by the name of that day. */
const byWhom = (event: CaseEvent): Record<string, Said> => {
  // An ordonnance de protection is another judge's.
  if (event.kind === 'decision')
    return event.horsTreve === 'protection'
      ? {}
      : { Juge: (event.juge === 'jex' && saidWord('jex')) || saidName('juge', event.actDate) };
  return 'piece' in event && event.piece !== undefined && event.sender.startsWith('etude-')
    ? { 'Acte de': saidName('officier', event.actDate) }
    : {};
};

const moment = (of: 'assignation' | 'requisition'): Said | undefined =>
  saidWord(of === 'assignation' ? 'aLAssignation' : of);

const detailsOf = (event: CaseEvent): Record<string, Said | undefined> => {
  switch (event.kind) {
    case 'impaye':
      return {
        Aide: saidWord(event.aide?.nature),
        'Dette déclarée': saidEuros(event.dette),
        'Impayé constitué le': saidDate(event.dateConstitution),
        'Premier impayé le': saidDate(event.premierImpayeLe),
        'Signalé à l’organisme le': saidDate(event.signaleLe),
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
        'Préfet informé le': saidDate(event.prefetInformeLe),
      };
    case 'decision':
      return {
        Tribunal: saidToRead(event.tribunal),
        Issue: saidWord(event.issue),
        'Délai accordé': saidMonths(event.delaiAccordeMois),
        'Délai du commandement changé par le juge': saidMonths(event.delaiCommandementMois),
        'Délai accordé par': saidWord(event.juge),
        'Hors trêve hivernale': saidWord(event.horsTreve),
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
        'Préfet informé le': saidDate(event.prefetInformeLe),
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
        'Expulsion suspendue par le juge à compter du': saidDate(event.suspension?.debut),
      };
    case 'conge':
      return { Motif: saidWord(event.motif), 'Prend effet le': saidDate(event.dateEffet) };
    case 'renvoiAudience':
      return {
        Tribunal: saidToRead(event.tribunal),
        'Nouvelle date d’audience': saidDate(event.dateAudience),
      };
    case 'suiteJugement':
      return { Étape: saidWord(event.etape), Tribunal: saidToRead(event.tribunal) };
    case 'finPoursuites':
      return { Cause: saidWord(event.cause) };
    case 'jugementDivorce':
    case 'caduciteAssignation':
    case 'adjudication':
      return { Tribunal: saidToRead(event.tribunal) };
    case 'saisineCcapex':
      return {
        Objet: saidWord(event.objet),
        Critères: saidWords(event.criteres),
        Parc: saidWord(event.parc),
        Dette: saidEuros(event.dette),
        'Accompagnement engagé le': saidDate(event.accompagnementLe),
        'Diagnostic du': saidDate(event.diagnosticLe),
      };
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
      return {
        Décision: saidWord(event.issue),
        'Motif du refus': saidWord(event.motifRefus),
        'Jusqu’au': saidDate(event.jusquAu),
        'Avis de la CCAPEX du': saidDate(event.avisDu),
        'Motif de l’écart à cet avis': saidWord(event.motifEcart),
      };
    case 'acteAnnule':
      return { 'Acte annulé': saidAct(event.acte) };
    case 'suspensionExpulsion':
      return { 'Fin de la suspension': saidDate(event.fin) };
    case 'avisSuspension':
      return { Avis: saidWord(event.sens) };
    case 'inscriptionClpil':
      return {
        'Date de la commission': saidDate(event.dateCommission),
        'Lettre au locataire du': saidDate(event.lettreAccordLe),
        'Motif de l’inscription': saidWords(event.motifsInscription),
        'Ce que le bailleur a fait': saidWords(event.actionsBailleur),
      };
    case 'retraitClpil':
      return {
        'Réponse du ménage': saidWord(event.accordEcrit === true ? 'accepteParEcrit' : 'refuseExamen'),
      };
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
      return { État: saidWord(event.etat), 'Personnes hébergées': saidNumber(event.personnes) };
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
        'En charge': saidOrganisme(event.organisme),
      };
    case 'avisCcapex':
      return {
        Nature: saidWord(event.nature),
        Recommandé: saidWords(event.recommandations),
      };
    case 'suiteDecision':
      return {
        Mesure: saidWord(event.mesure),
        'Décidée le': saidDate(event.decisionDu),
        'En charge': saidOrganisme(event.organisme),
        État: saidWord(event.etat),
        Raison: saidWord(event.raison),
      };
    case 'demandeEnqueteSociale':
      return { Moment: moment(event.moment), 'Organisme chargé': saidOrganisme(event.organisme) };
    case 'transmissionDsf':
      return { Transmis: saidWord(event.destinataire), Tribunal: saidToRead(event.tribunal) };
    case 'relogement':
      return { État: saidWord(event.etat), Voie: saidWord(event.voie) };
    case 'recoursDalo':
      return { Recours: saidWord(event.voie), État: saidWord(event.etat) };
    case 'receptionPrefet':
      return { Acte: saidWord(event.acte), 'Daté du': saidDate(event.dateActe) };
    case 'suiteOrientation':
      return { Organisme: saidWord(event.organisme), État: saidWord(event.etat) };
    case 'decisionCcapex':
      return {
        'Aide au logement': saidWord(event.aide),
        Raisons: saidWords(event.raisonsAide),
        'Notifiée le': saidDate(event.notifieeLe),
      };
    case 'inscriptionCcapex':
      return { 'Date de la commission': saidDate(event.dateCommission) };
    case 'rapprochement':
    case 'nouveauBail':
    case 'retraitDemandeCfp':
    case 'miseEnDemeure':
    case 'saisineOrganisme':
    case 'communeConfirmee':
    case 'gel':
    case 'confirmationFin':
      return {};
  }
};
