/** Version of the State's design system: a path that changes with it, so that browsers may keep its files for good. */
export const DSFR = '/ressources/dsfr-1.14.4';
