import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type CivilDate, dateInFrench } from '../calendar/civil-date.ts';
import type { Dwelling } from '../events/household.ts';
import { type Organisme, organismes } from '../events/organismes.ts';
import { communesByInsee, communesByName, currentOfFormer } from '../territory/table.ts';
import { normaliseCommune } from '../text/normalise-commune.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { actTitles } from './act-titles.ts';
import { nameAt } from './names.ts';
import { type Word, words } from './words.ts';

/**
 * A text that a mail may show. Made in this file only, from dates, amounts, numbers and words of a closed list (ADR 48): a
 * partner's text is not a `Said`, and does not compile where one is expected.
 */
const saidSchema = z.string().brand<'Said'>();
export type Said = z.infer<typeof saidSchema>;
const said = (text: string): Said => saidSchema.parse(text);

/** Cents as French euros: `123456` gives `1 234,56 €`. Its spaces never break across lines. Without `Intl` (ADR 34). */
const euros = (cents: number): string => {
  const [whole = '', decimals] = (Math.abs(cents) / 100).toFixed(2).split('.');
  return `${cents < 0 ? '-' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, '\u202f')},${decimals}\u00a0€`;
};

export const saidEuros = (cents: number | undefined): Said | undefined =>
  cents === undefined ? undefined : said(euros(cents));
export const saidDate = (date: CivilDate | undefined): Said | undefined =>
  date ? said(dateInFrench(date)) : undefined;
/** What an institution was called on a day. */
export const saidName = (what: Parameters<typeof nameAt>[0], day: CivilDate): Said => said(nameAt(what, day));
export const saidYesNo = (value: boolean | undefined): Said | undefined =>
  value === undefined ? undefined : said(value ? 'oui' : 'non');
export const saidMonths = (months: number | undefined): Said | undefined =>
  months === undefined ? undefined : said(`${months} mois`);
export const saidCount = (count: number, unit: 'mois' | 'semaines'): Said => said(`${count} ${unit}`);
/** How many persons. */
export const saidNumber = (count: number | undefined): Said | undefined =>
  count === undefined ? undefined : said(String(count));
/** A body, as readers call it. */
export const saidOrganisme = (one: Organisme | undefined): Said | undefined => one && said(organismes[one]);
export const saidWord = (word: Word | undefined): Said | undefined =>
  word === undefined ? undefined : said(words[word]);
export const saidWords = (list: readonly Word[] | undefined): Said | undefined =>
  list === undefined ? undefined : said(list.map((word) => words[word]).join(', '));

/** A kind of act, by its name. */
export const saidAct = (kind: string): Said | undefined => {
  const title = Object.entries(actTitles).find(([name]) => name === kind)?.[1];
  return title === undefined ? undefined : said(title);
};

/** Says that the partner filled in a free text, without quoting it: it stays in the case, where those who may read it do. */
export const saidToRead = (text: string | undefined): Said | undefined =>
  text === undefined ? undefined : said('précisé par l’expéditeur : à lire dans le dossier');

/** Another case's reference. It is the hub's own, and so may be shown. */
export const saidCase = (caseId: string): Said | undefined =>
  /^[\dA-Z-]{1,30}$/.test(caseId) ? said(caseId) : undefined;

/**
 * Where a dwelling is: its commune's name in the official table, else its postal code, else nothing. The town that a partner
 * typed is never shown: it may be anything, even a person's name.
 */
export const saidCommune = ({ insee, commune, postcode }: Dwelling): Said | undefined => {
  const found =
    (insee !== undefined && communesByInsee().get(currentOfFormer().get(insee) ?? insee)) ||
    onlyOne(communesByName().get(normaliseCommune(commune ?? '')));
  if (found) return said(found.name);
  return postcode !== undefined && /^\d{5}$/.test(postcode) ? said(postcode) : undefined;
};

const onlyOne = <T>([first, ...others]: readonly T[] = []): T | undefined =>
  others.length === 0 ? first : undefined;

/** The key under which the directory knows a landlord. It is a hash, because a landlord's name may be a person's. */
export const landlordKeyOf = (nom: string): string =>
  createHash('sha256').update(normaliseName(nom)).digest('hex').slice(0, 32);
