import {
  arrondissements,
  communesByInsee,
  communesByName,
  currentOfFormer,
} from '../domain/territory/table.ts';
import { normaliseCommune } from '../domain/text/normalise-commune.ts';

/** Where a dwelling is, as a notice says it. */
export type Place = { commune: string; insee?: string | undefined };

/** The département's commune it is, when that is certain; what a partner typed may be anything (a person's name). */
export const communeOf = ({ commune, insee }: Place) => {
  if (insee !== undefined) return communesByInsee().get(currentOfFormer().get(insee) ?? insee);
  const [named, ...others] = communesByName().get(normaliseCommune(commune)) ?? [];
  return others.length === 0 ? named : undefined;
};

/** The commune as a mail may say it, by its official name: the arrondissement stands for what is no commune of the département. */
export const placeOf = ({ commune, arrondissement }: { commune: string; arrondissement: string }): string =>
  communeOf({ commune })?.name ??
  `arrondissement de ${arrondissements().get(arrondissement) ?? arrondissement}`;

/** The same in a mail's body, where a postal code says more. */
export const whereOf = (place: { commune: string; arrondissement: string }): string =>
  /^\d{5}$/.test(place.commune) ? place.commune : placeOf(place);

/** A commune's name after «de»: `Avon` gives `d’Avon`, `Le Mée-sur-Seine` gives `du Mée-sur-Seine`. */
export const ofCommune = (name: string): string => {
  if (/^le /i.test(name)) return `du ${name.slice(3)}`;
  if (/^les /i.test(name)) return `des ${name.slice(4)}`;
  return /^[aeiouyàâéèêëîïôœù]/i.test(name) ? `d’${name}` : `de ${name}`;
};

/** One line of a header, whatever was received. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);

/** Where a case is opened; the base may end with a slash or not. */
export const caseUrl = (base: string, caseId: string): string =>
  `${base.replace(/\/+$/, '')}/${encodeURIComponent(caseId)}`;
