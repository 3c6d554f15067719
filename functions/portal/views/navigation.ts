import type { Scope } from '../../../shared/domain/habilitation/habilitation.ts';
import { opens, type RouteName, routeOf } from '../routes.ts';

/** A section of the portal, as the menu names it. */
export type Section = { href: string; text: string };

/** The menu, in its order: each section is shown to whom its first page is open. */
const sections: readonly { route: RouteName; text: string }[] = [
  { route: 'day', text: 'Ma journée' },
  { route: 'cases', text: 'Dossiers' },
  { route: 'alerts', text: 'Alertes' },
  { route: 'reviews', text: 'À trancher' },
];
/** What a partner's people find after their deposits, and agents after their cases. */
const afterDeposits: typeof sections = [
  { route: 'diagnostics', text: 'Diagnostics' },
  { route: 'commissions', text: 'Commissions' },
  { route: 'letters', text: 'Lettres' },
  { route: 'quiSuit', text: 'Qui suit ?' },
  { route: 'indicateurs', text: 'Indicateurs' },
  { route: 'charte', text: 'Charte' },
  { route: 'administration', text: 'Administration' },
  { route: 'readLog', text: 'Lectures' },
];
const opened = (of: typeof sections, scope: Scope): Section[] =>
  of
    .filter(({ route }) => opens(routeOf(route).who, scope))
    .map(({ route, text }) => ({ href: routeOf(route).path, text }));

/** The sections that a person's rights open. A partner's are those of each partner they speak for. */
export const navigationOf = (scope: Scope): Section[] => [
  ...opened(sections, scope),
  ...[...scope.partners].map((partner) => ({
    href: `/partenaires/${partner}/depots`,
    text: scope.partners.size > 1 ? `Dépôts de ${partner}` : 'Dépôts',
  })),
  ...opened(afterDeposits, scope),
];

/** Where a person's work begins: their first section; the public home page for whoever has none. */
export const homeOf = (scope: Scope | undefined): string =>
  (scope === undefined ? undefined : navigationOf(scope)[0]?.href) ?? '/';
