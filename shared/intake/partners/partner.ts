import { famillesDeclarantes } from '../../domain/indicateurs/declares.ts';
import { CHIFFRE, type ChiffreFormat, chiffres } from '../chiffres/format.ts';
import type { WireFormat } from '../read-message.ts';

/** A table a partner may send instead of messages: each row is a message of this format. */
export type Table = {
  name: string;
  title: string;
  format: WireFormat | ChiffreFormat;
  /**
   * The table the partner had while it sent one kind, so that no column says which. It is taken as long as no other table of the
   * partner knows more of its headings.
   */
  former?: true;
};

/** One partner, or one family of partners: what it sends, and in which formats. */
export type Partner = {
  /** Its code as a sender. For a family, a dash and the member's own code follow: `bailleur-habitat-exemple`. */
  code: string;
  /** A family with many members. */
  many: boolean;
  /** In French. */
  title: string;
  /** The formats of its events, by their published names. */
  formats: Readonly<Record<string, WireFormat>>;
  /** The format of the figures that it declares once a year, where the charter asks it for some. */
  chiffres: ChiffreFormat | undefined;
  /** The tables of events that it may drop as files. */
  tables: readonly Table[];
  /** Chooses the format of a message by its `kind`. */
  formatFor: (message: unknown) => WireFormat | ChiffreFormat;
};

/** Published name of the format of declared figures: one for all. */
export const CHIFFRES = 'chiffres.v1';
/** Every format of a partner, by its published name. */
export const formatsOf = ({
  formats,
  chiffres: own,
}: Pick<Partner, 'formats' | 'chiffres'>): Readonly<Record<string, WireFormat | ChiffreFormat>> => ({
  ...formats,
  ...(own && { [CHIFFRES]: own }),
});
/** Every table that a partner may drop. */
export const tablesOf = ({ tables, chiffres: own }: Pick<Partner, 'tables' | 'chiffres'>): Table[] => [
  ...tables,
  ...(own ? [{ name: 'chiffres', title: 'Chiffres déclarés', format: own }] : []),
];

/** @throws RangeError when the partner has no format */
export const partnerOf = (partner: Omit<Partner, 'formatFor' | 'chiffres'>): Partner => {
  const [first, ...others] = Object.values(partner.formats);
  const own = famillesDeclarantes(partner.code) ? chiffres : undefined;
  if (!first) throw new RangeError(`${partner.code} has no format`);
  const kindOf = (message: unknown): unknown =>
    typeof message === 'object' && message !== null && Object.hasOwn(message, 'kind')
      ? Reflect.get(message, 'kind')
      : undefined;
  const hasKind = (message: unknown): boolean =>
    typeof message === 'object' && message !== null && Object.hasOwn(message, 'kind');
  return {
    ...partner,
    chiffres: own,
    formatFor: (message) =>
      own && kindOf(message) === CHIFFRE ? own : hasKind(message) ? (others[0] ?? first) : first,
  };
};
