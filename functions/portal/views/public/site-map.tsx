import type { FC } from 'hono/jsx';
import { opens, type PortalRoute, portalRoutes } from '../../routes.ts';
import { Page } from '../layout.tsx';
import { navigationOf, type Section } from '../navigation.ts';
import type { Reader } from '../reader.ts';

const all: readonly PortalRoute[] = Object.values(portalRoutes);

/** The pages that a reader may open, of the table of routes: those that have a title, and the sections of their menu. */
const pagesOf = (reader: Reader | undefined): { open: Section[]; own: Section[] } => {
  const titled = all.flatMap(({ method, path, who, title }) =>
    title === undefined || method !== 'GET' ? [] : [{ href: path, text: title, who }],
  );
  const sections = reader === undefined ? [] : navigationOf(reader.scope);
  return {
    open: titled.filter(({ who }) => who === 'everybody'),
    own: [
      ...sections,
      ...titled.filter(
        ({ href, who }) =>
          reader !== undefined &&
          who !== 'everybody' &&
          opens(who, reader.scope) &&
          !sections.some((one) => one.href === href),
      ),
    ],
  };
};

const Links: FC<{ of: readonly Section[] }> = ({ of }) => (
  <ul>
    {of.map(({ href, text }) => (
      <li>
        <a class="fr-link" href={href}>
          {text}
        </a>
      </li>
    ))}
  </ul>
);

/** All that the reader may open. */
export const SiteMapPage: FC<{ reader: Reader | undefined }> = ({ reader }) => {
  const { open, own } = pagesOf(reader);
  return (
    <Page title="Plan du site" reader={reader} crumbs={[]}>
      {own.length === 0 ? null : (
        <>
          <h2>Vos pages</h2>
          <Links of={own} />
        </>
      )}
      <h2>Pages ouvertes à tous</h2>
      <Links of={open} />
      {reader === undefined ? (
        <p>Les autres pages s’ouvrent aux personnes habilitées, une fois connectées.</p>
      ) : null}
    </Page>
  );
};
