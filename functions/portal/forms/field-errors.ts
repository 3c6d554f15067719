import { type Issue, issueCodes } from '../../../shared/outbound/replies/issue.ts';
import { fieldsOfForm, type WireField, type WireForm } from './wire-form.ts';

/** Name of the form itself, for what is wrong of no field. */
export const WHOLE_FORM = 'formulaire';

/** Values that are kept as they are, and may be slips: a person is asked once, and may say that they are so. */
const DOUBTFUL: ReadonlySet<string> = new Set([
  issueCodes.dateFuture,
  issueCodes.ordreDates,
  issueCodes.numero,
  issueCodes.abime,
]);
export const isDoubtful = ({ code }: Pick<Issue, 'code'>): boolean => DOUBTFUL.has(code);

const wanted: Record<WireField['type'], string> = {
  texte: 'à écrire autrement',
  date: 'une date qui existe, par exemple 16/03/2026',
  mois: 'un mois, par exemple 03/2026',
  euros: 'un montant, par exemple 1 234,56',
  entier: 'un nombre entier',
  booleen: 'oui ou non',
  choix: 'l’un des choix de la liste',
  liste: 'des choix de la liste',
};

/** An issue, as it is read again from where it was kept. */
type KeptIssue = Omit<Issue, 'code'> & { code: string };

/** The field that an issue is about: the one of its path, else the first of what holds it. */
const fieldOf = (form: WireForm, path: string): WireField | undefined => {
  const fields = fieldsOfForm(form);
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const start = parts.slice(0, length).join('.');
    const found =
      fields.find((one) => one.path === start) ??
      fields.find((one) => one.path.startsWith(`${start}.`) || one.path.startsWith(`${start}[`));
    if (found) return found;
  }
  return undefined;
};

/** A path of a message as it is in the form, whose empty persons were left out. */
const inForm = (path: string, persons: readonly number[]): string =>
  path.replace(/^household\[(\d+)\]/, (all, n) => {
    const there = persons[Number(n)];
    return there === undefined ? all : `household[${there}]`;
  });

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What an issue says, after the name of what it is about. */
const wordsOf = ({ code, expected, message }: KeptIssue, field: WireField | undefined): string => {
  if (code === issueCodes.manquant)
    return expected.includes(' ou ') ? `à renseigner : ${sentence(expected)}` : 'à renseigner.';
  if (code !== issueCodes.invalide || !field) return sentence(`${sentence(message)} Attendu : ${expected}`);
  return sentence(field.type === 'texte' ? `${wanted.texte} : ${expected}` : wanted[field.type]);
};

/** Name of a field for who reads of it elsewhere than in its form: a second person's is told apart. */
const labelOf = ({ label, path }: WireField): string => {
  const person = Number(/^household\[(\d+)\]/.exec(path)?.[1] ?? 0);
  return person === 0 ? label : `${label}, ${person + 1}e personne`;
};

/**
 * What is wrong with a form, beside its fields.
 *
 * @param persons where each person of the message stands in the form
 */
export const errorsOf = (
  form: WireForm,
  issues: readonly Issue[],
  persons: readonly number[] = [],
): Map<string, string> => {
  const errors = new Map<string, string>();
  for (const issue of issues) {
    const field = fieldOf(form, inForm(issue.path, persons));
    const name = field?.name ?? WHOLE_FORM;
    const words = wordsOf(issue, field);
    if (!errors.has(name)) errors.set(name, field ? `${labelOf(field)} : ${words}` : words);
  }
  const order = fieldsOfForm(form).map(({ name }) => name);
  return new Map([...errors].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
};

/** An issue of what was sent, in words for a page: what it is about, what is wrong, what was expected. */
export type ToldIssue = { about: string | undefined; text: string; isLacking: boolean };

/** The issues of a message or of a piece, as its page tells them. @param form of its kind, where there is one */
export const toldInWords = (form: WireForm | undefined, issues: readonly KeptIssue[]): ToldIssue[] =>
  issues.map((issue) => {
    const field = form && issue.path !== '' ? fieldOf(form, issue.path) : undefined;
    const isFile = /\.pdf$/i.test(issue.path);
    return {
      about: isFile ? 'Le fichier' : field && labelOf(field),
      text:
        issue.code === issueCodes.manquant
          ? 'non renseigné.'
          : sentence(`${sentence(issue.message)} Attendu : ${issue.expected}`),
      isLacking: issue.code === issueCodes.manquant,
    };
  });
