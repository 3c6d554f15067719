import * as z from 'zod/mini';
import { type Organisme, organismes } from '../events/organismes.ts';
import { type IssueClpil, issuesClpil } from '../events/support.ts';

/** An outcome of a CLPIL: how it reads, and who may be in charge of it, the usual one first (charter, annexe 6, art. 5 and 6). */
export const issues = {
  accompagnement: {
    title: 'accompagnement social',
    par: ['mds', 'ccas', 'bailleur', 'asll', 'udaf'],
    aFaire: 'vous proposer un accompagnement social',
  },
  bilanDiagnostic: {
    title: 'bilan diagnostic',
    par: ['asll', 'association', 'udaf'],
    aFaire: 'faire avec vous le point de votre situation (bilan diagnostic)',
  },
  verificationDroits: {
    title: 'vérification des droits',
    par: ['caf', 'msa', 'ccas', 'mds'],
    aFaire: 'vérifier vos droits aux aides',
  },
  planApurement: {
    title: 'plan d’apurement',
    par: ['bailleur'],
    aFaire: 'vous proposer un plan pour rembourser la dette par mensualités',
  },
  renvoiCcapex: {
    title: 'renvoi à la CCAPEX',
    par: ['ccapex'],
    aFaire: 'examiner votre situation en commission départementale (CCAPEX)',
  },
  appuiJuridique: { title: 'appui juridique', par: ['adil'], aFaire: 'vous expliquer vos droits' },
  conciliation: {
    title: 'Commission départementale de conciliation',
    par: ['conciliation', 'bailleur'],
    aFaire: 'vous aider à trouver un accord avec votre bailleur sur les charges',
  },
  revue: {
    title: 'revue à la prochaine séance',
    par: ['bailleur', 'mds', 'ccas', 'asll', 'ccapex'],
    aFaire: 'faire le point avant la prochaine séance',
  },
  sortiePositive: {
    title: 'sortie positive',
    par: ['bailleur'],
    aFaire: 'mettre fin au suivi : la situation est rétablie',
  },
} as const satisfies Record<
  IssueClpil,
  { title: string; par: readonly [Organisme, ...Organisme[]]; aFaire: string }
>;

/** One outcome, and the body in charge of it. */
export const decisionIssueSchema = z.object({
  issue: z.enum(issuesClpil),
  organisme: z.enum(
    Object.keys(organismes).filter((code): code is Organisme => Object.hasOwn(organismes, code)),
  ),
});
export type DecisionIssue = z.infer<typeof decisionIssueSchema>;

/** The bodies that may be in charge of an outcome, the usual one first. */
export const responsablesDe = (issue: IssueClpil): readonly Organisme[] => issues[issue].par;

/**
 * An outcome in words, with who is in charge of it unless it says so.
 *
 * @example enMots({ issue: 'accompagnement', organisme: 'mds' }) // 'accompagnement social (MDS)'
 * @example enMots({ issue: 'renvoiCcapex', organisme: 'ccapex' }) // 'renvoi à la CCAPEX'
 */
export const enMots = ({ issue, organisme }: DecisionIssue): string => {
  const { title } = issues[issue];
  const who = organismes[organisme];
  return title.endsWith(who) ? title : `${title} (${who})`;
};

/** The four kinds of bodies to which article 6 counts orientations. */
export const ORIENTATIONS = ['ccas', 'mds', 'bailleur', 'asll'] as const satisfies readonly Organisme[];
