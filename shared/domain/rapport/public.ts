import { estIndicateur, indicateurDe } from '../indicateurs/catalogue.ts';
import { type Secret, secretDe } from '../indicateurs/secret/secret.ts';
import type {
  Cellule as CelluleDuSecret,
  Grandeur,
  Relation,
  TableauPublie,
} from '../indicateurs/secret/tableau.ts';
import {
  type Annee,
  AVEC_LOYER,
  type ChiffreDuRapport,
  cleDeChiffre,
  compteSous,
  indicateursParLieu,
  type LieuDuRapport,
  lecteurDe,
  lieuxDuRapport,
  type Ou,
  type UniteDuRapport,
} from './chiffres.ts';

/** Things of which a few betray nobody: a meeting, an action, a dwelling of a stock, a landlord. Any other count is protected. */
const SANS_PERSONNE: readonly UniteDuRapport[] = ['reunions', 'actions', 'logements', 'bailleurs'];
const GRANDEURS: readonly UniteDuRapport[] = ['jours', 'centimes'];
/** What is reckoned from others, and shown when they are. */
const estDerive = (id: string): boolean =>
  id.startsWith('delai.') || (estIndicateur(id) && indicateurDe(id).source === 'rapport');
/** Fewer cases than that, and a middle or a longest delay is one household's. */
const DELAIS_AU_MOINS = 10;

/** Sums of what is told of some cases only, with the count of all and that of those of which it is not told. */
const sommes: ReadonlyMap<string, readonly [tout: string, sans: string]> = new Map([
  ['etat.personnesHebergees', ['etat.menagesHeberges', 'etat.menagesHebergesSansNombre']],
  ...['Demandees', 'Accordees', 'Refusees', 'Transactions'].map((nom): [string, [string, string]] => [
    `etat.montant${nom}`,
    [`etat.indemnisations${nom}`, `etat.indemnisations${nom}SansMontant`],
  ]),
]);
/** Fewer cases than that of which it is told, and a sum says too much of one. */
const DITS_AU_MOINS = 5;
/** Fewer landlords than that, and each reads what another declared: theirs is subtracted, the rest is the other's. */
const BAILLEURS_AU_MOINS = 3;
/** Whether a figure is declared by too few landlords. */
const estDePeuDeBailleurs = (id: string, declarants: Annee['declarants']): boolean => {
  const one = estIndicateur(id) ? indicateurDe(id) : undefined;
  return (
    one?.source === 'declare' &&
    one.declarants.includes('bailleur') &&
    (declarants[id]?.length ?? 0) < BAILLEURS_AU_MOINS
  );
};

const RESPONSABILITES = 'parcours.responsabilites';
const SANS_LOYER = 'parcours.responsabilitesSansLoyer';
/** The hub's own work is the State's business; how many rents are known is shown to the State only, that the euros may be to all. */
const estPublic = ({ id }: ChiffreDuRapport): boolean =>
  !/^(hub|service)\./.test(id) && id !== AVEC_LOYER && id !== SANS_LOYER;
/** Counts of which some are others: what is left is as secret as they are. */
const inclusions: readonly (readonly [tout: readonly string[], parties: readonly string[]])[] = [
  [['etat.relogementsContingent'], ['etat.relogementsApresCcapex']],
  [['etat.relogementsContingent'], ['etat.relogementsMenaces']],
  [['departement.enquetesAssignation', 'departement.enquetesRequisition'], ['departement.enquetesCarence']],
  [['departement.fslDemandes'], ['departement.fslAccordes']],
  [['etat.demandesCfp'], ['aorif.dossiersRequisition', 'aorif.requisitionsSansParc']],
  [['etat.interventions'], ['aorif.cfpEffectifs']],
  [['parcours.audiences'], ['parcours.dsfAvantAudience']],
  [['parcours.assignations'], ['parcours.dsf']],
  [['parcours.assignations'], ['parcours.cfpDemandes']],
  [['parcours.cfpDemandes'], ['parcours.cfpAccordes']],
  [['parcours.cfpAccordes'], ['parcours.cfpEffectifs']],
  [['etat.interventions'], ['etat.menagesHeberges']],
  [['etat.menagesHeberges'], ['etat.menagesHebergesSansNombre']],
  ...[...sommes.values()]
    .filter(([tout]) => tout !== 'etat.menagesHeberges')
    .map(([tout, sans]) => [[tout], [sans]] as const),
  [['etat.cfpAccordes'], ['clpil.cfpAccordes']],
  [['etat.decisions'], ['ccapex.decisionsConformes', 'ccapex.decisionsContraires']],
  [['clpil.situations'], ['clpil.menages']],
  ...['Mds', 'Ccas', 'Bailleurs', 'Asll'].map(
    (qui) => [['clpil.situations'], [`clpil.orientations${qui}`]] as const,
  ),
  ...['planRespecte', 'protocoleRespecte', 'nouveauBail'].map(
    (nom) => [['clpil.sortiesPositives'], [`clpil.${nom}`]] as const,
  ),
  [['caf.aidesTraitees'], ['caf.aidesDansLeDelai']],
  [['caf.minimaTraites'], ['caf.minimaDansLeDelai']],
  [['msa.aidesTraitees'], ['msa.aidesDansLeDelai']],
  [['msa.minimaTraites'], ['msa.minimaDansLeDelai']],
  [['aorif.menagesLocataires'], ['aorif.menagesEnImpaye']],
  [['actionLogement.locaPass'], ['actionLogement.locaPassImpayes']],
  [['actionLogement.visale'], ['actionLogement.visaleImpayes']],
];

/** What a public report of a year shows and lets be reckoned: its counts and magnitudes, and every sum that a reader may do. */
export const systemeDuRapport = (annee: Annee): TableauPublie => {
  const chiffres = annee.chiffres.filter(estPublic);
  const lecteur = lecteurDe({ chiffres });
  const cellules: CelluleDuSecret[] = [];
  const grandeurs: Grandeur[] = [];
  const relations: Relation[] = [];
  const known = new Set<string>();
  const loyers = lecteurDe(annee);
  const estPubliable = ({ id, ou }: ChiffreDuRapport): boolean =>
    (id !== RESPONSABILITES || (loyers.n(AVEC_LOYER, ou) ?? 0) >= DITS_AU_MOINS) &&
    !estDePeuDeBailleurs(id, annee.declarants);
  for (const one of chiffres) {
    if (one.cellule.statut !== 'valeur' || estDerive(one.id) || SANS_PERSONNE.includes(one.unite)) continue;
    if (sommes.has(one.id)) continue;
    const id = cleDeChiffre(one);
    if (GRANDEURS.includes(one.unite)) {
      // One whose count is not told is never shown.
      if (lecteur.n(compteSous(one.id), one.ou) === undefined) continue;
      const suit = cleDeChiffre({ ...one, id: compteSous(one.id) });
      grandeurs.push({ id, valeur: one.cellule.valeur, suit });
    } else cellules.push({ id, valeur: one.cellule.valeur, publiable: estPubliable(one) });
    known.add(id);
  }
  const cle = (id: string, ou: Ou, detail = ''): string => cleDeChiffre({ id, ou, detail });
  const cachee = (id: string, n: number): string => {
    cellules.push({ id, valeur: n, publiable: false });
    return id;
  };
  const somme = (total: string, parties: readonly string[]): void => {
    const own = parties.filter((one) => known.has(one));
    if (known.has(total) && own.length > 0) relations.push({ total, parties: own });
  };

  // A total is that of its places.
  for (const id of new Set(chiffres.map((one) => one.id)))
    somme(
      cle(id, 'total'),
      lieuxDuRapport.map((lieu) => cle(id, lieu)),
    );
  const places: readonly Ou[] = ['total', ...lieuxDuRapport];
  for (const ou of places)
    for (const one of indicateursParLieu)
      if (one.source === 'somme')
        somme(
          cle(one.id, ou),
          one.parties.map((id) => cle(id, ou)),
        );
  somme(
    cle('cgl.interventions', 'total'),
    ['cgl.ecrites', 'cgl.telephoniques', 'cgl.physiques'].map((id) => cle(id, 'total')),
  );

  // What is left of a whole, wherever it is one.
  for (const [tout, parties] of inclusions) {
    const left = places.map((ou) => {
      const of = (ids: readonly string[]): number[] => ids.flatMap((id) => lecteur.n(id, ou) ?? []);
      const [whole, parts] = [of(tout), of(parties)];
      const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
      return {
        ou,
        there: whole.length === tout.length && parts.length > 0,
        whole: sum(whole),
        rest: sum(whole) - sum(parts),
      };
    });
    const there = left.filter(({ there: isThere, rest }) => isThere && rest >= 0);
    const name = `${tout.join('+')}-${parties.join('-')}`;
    const rests = new Map<Ou, string>();
    for (const { ou, whole, rest } of there) {
      const resteId = cachee(`reste:${name}|${ou}`, rest);
      rests.set(ou, resteId);
      known.add(resteId);
      const [seul = ''] = tout;
      const total = tout.length === 1 ? cle(seul, ou) : cachee(`tout:${name}|${ou}`, whole);
      if (tout.length > 1) {
        known.add(total);
        somme(
          total,
          tout.map((id) => cle(id, ou)),
        );
      }
      somme(total, [...parties.map((id) => cle(id, ou)), resteId]);
    }
    const total = rests.get('total');
    if (total !== undefined && rests.size > 1 && left.every((one) => !one.there || rests.has(one.ou)))
      somme(
        total,
        lieuxDuRapport.flatMap((lieu: LieuDuRapport) => rests.get(lieu) ?? []),
      );
  }

  // By landlord. A household that two of them bring is one.
  for (const id of ['clpil.situations', 'clpil.menages']) {
    const details = lecteur.details(id).map(({ detail }) => cle(id, 'total', detail));
    const total = cle(id, 'total');
    const n = lecteur.n(id);
    const sum = lecteur
      .details(id)
      .reduce((all, { cellule }) => all + (cellule.statut === 'valeur' ? cellule.valeur : 0), 0);
    if (details.length === 0 || n === undefined || sum < n) continue;
    if (sum === n) {
      somme(total, details);
      continue;
    }
    const [tous, doubles] = [cachee(`bailleurs:${id}`, sum), cachee(`doubles:${id}`, sum - n)];
    for (const one of [tous, doubles]) known.add(one);
    somme(tous, details);
    somme(tous, [total, doubles]);
  }
  return { cellules, grandeurs, relations };
};

export type Publie = {
  annee: Annee;
  /** Figures that nothing could protect: none may be published with them. */
  exposees: Secret['exposees'];
};

/** A year as the public may read it: without the hub's own work, and with what statistical secrecy hides hidden. */
export const publier = (annee: Annee): Publie => {
  const { masquees, exposees } = secretDe(systemeDuRapport(annee));
  const lecteur = lecteurDe(annee);
  const hides = (id: string, { ou, detail }: ChiffreDuRapport): boolean =>
    masquees.has(cleDeChiffre({ id, ou, detail }));
  const montre = (id: string, one: ChiffreDuRapport): boolean =>
    lecteur.n(id, one.ou) !== undefined && !hides(id, one);
  const estSecret = (one: ChiffreDuRapport): boolean => {
    // That nobody told anything says nothing of anybody.
    if (one.cellule.statut === 'nonRecu' || one.cellule.statut === 'nonDeclare') return false;
    if (estDePeuDeBailleurs(one.id, annee.declarants)) return true;
    const [tout, sans] = sommes.get(one.id) ?? [];
    if (tout !== undefined && sans !== undefined)
      // A place's would be subtracted from the whole.
      return one.ou !== 'total' || (lecteur.n(tout) ?? 0) - (lecteur.n(sans) ?? 0) < DITS_AU_MOINS;
    if (!estDerive(one.id))
      return hides(one.id, one) || (GRANDEURS.includes(one.unite) && !montre(compteSous(one.id), one));
    const [, delai, nom] = /^delai\.(\w+)\.(\w+)$/.exec(one.id) ?? [];
    // How many delays were measured says how many reached a step.
    if (delai !== undefined)
      return nom === 'n' || (lecteur.n(`delai.${delai}.n`, one.ou) ?? 0) < DELAIS_AU_MOINS;
    const found = indicateurDe(one.id);
    return (
      found.source === 'rapport' &&
      [found.numerateur, found.denominateur].some(
        (id) => hides(id, one) || estDePeuDeBailleurs(id, annee.declarants),
      )
    );
  };
  return {
    annee: {
      ...annee,
      // Nobody can say what a free text lets be recovered.
      textes: [],
      chiffres: annee.chiffres
        .filter(estPublic)
        .map((one): ChiffreDuRapport => (estSecret(one) ? { ...one, cellule: { statut: 'secret' } } : one)),
    },
    exposees,
  };
};

/**
 * A year that is not published, as a signatory reads it who is none of the State's services: of what would be published today, the figures of the whole
 * département. Where nothing protects a figure, none is shown.
 */
export const apercu = (annee: Annee): Annee => {
  const { annee: publique, exposees } = publier(annee);
  const ensemble = publique.chiffres.filter(({ ou, detail }) => ou === 'total' && detail === '');
  return {
    ...publique,
    chiffres:
      exposees.length === 0 ? ensemble : ensemble.map((one) => ({ ...one, cellule: { statut: 'secret' } })),
  };
};
