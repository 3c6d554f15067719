import {
  type Commune,
  communesByInsee,
  communesByName,
  currentOfFormer,
} from '../../domain/territory/table.ts';
import { normaliseCommune } from '../../domain/text/normalise-commune.ts';

/** A commune as directories and pages write it: «Provins (77379)». */
export const writtenCommune = ({ name, insee }: Commune): string => `${name} (${insee})`;

/**
 * The communes that a text names, each by its INSEE code, by its name, or by both, which must agree; separated by line ends, semicolons or
 * commas.
 *
 * @returns the codes, sorted, and what was not understood, in words
 */
export const communesOf = (text: string): { codes: string[]; wrong: string[] } => {
  const codes = new Set<string>();
  const wrong: string[] = [];
  const asked = text
    .split(/[\n;,]+/)
    .flatMap((one) => (/^\s*\d{5}(\s+\d{5})+\s*$/.test(one) ? one.trim().split(/\s+/) : [one.trim()]))
    .filter(Boolean);
  for (const one of asked) {
    const found = communeOf(one);
    if (typeof found === 'string') wrong.push(found);
    else codes.add(found.insee);
  }
  return { codes: [...codes].sort(), wrong };
};

const communeOf = (text: string): Commune | string => {
  const said = `« ${text.slice(0, 60)} »`;
  const code = /\b\d{5}\b/.exec(text)?.[0];
  const name = text.replace(/[([]?\b\d{5}\b[)\]]?/, '').trim();
  const [named, ...others] = name === '' ? [] : (communesByName().get(normaliseCommune(name)) ?? []);
  if (code !== undefined) {
    const coded = communesByInsee().get(currentOfFormer().get(code) ?? code);
    if (!coded) return `${said} : aucune commune de Seine-et-Marne n’a ce code INSEE`;
    if (name !== '' && ![named, ...others].includes(coded))
      return `${said} : ce code est celui de ${coded.name}`;
    return coded;
  }
  if (!named) return `${said} : aucune commune de Seine-et-Marne n’a ce nom`;
  return others.length === 0
    ? named
    : `${said} : plusieurs communes ont ce nom, écrivez le code INSEE (${[named, ...others].map(writtenCommune).join(', ')})`;
};
