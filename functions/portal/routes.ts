import type { Scope } from '../../shared/domain/habilitation/habilitation.ts';

/** Who may ask for a page. What is on it depends on their arrondissements, or on the partner they speak for. */
export type Who = 'everybody' | 'signed-in' | 'state' | 'partner' | 'administrateur' | 'dpd';

/** One page or form. Routes, refusals and the tests of both are made from this table, and from nothing else. */
export type PortalRoute = { readonly method: 'GET' | 'POST'; readonly path: string; readonly who: Who };

export const portalRoutes = {
  home: { method: 'GET', path: '/', who: 'everybody' },
  signIn: { method: 'GET', path: '/connexion', who: 'everybody' },
  signedIn: { method: 'GET', path: '/connexion/retour', who: 'everybody' },
  signOut: { method: 'POST', path: '/deconnexion', who: 'signed-in' },
  account: { method: 'GET', path: '/mon-compte', who: 'signed-in' },
} as const satisfies Record<string, PortalRoute>;
export type RouteName = keyof typeof portalRoutes;

/** Whether a person's rights open a route. */
export const opens = (who: Who, scope: Scope): boolean => {
  switch (who) {
    case 'everybody':
    case 'signed-in':
      return true;
    case 'state':
      return scope.agent.size > 0 || scope.relecteur.size > 0;
    case 'partner':
      return scope.partners.size > 0;
    case 'administrateur':
      return scope.isAdministrateur;
    case 'dpd':
      return scope.isDpd;
  }
};
