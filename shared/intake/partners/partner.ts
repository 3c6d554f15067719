import type { WireFormat } from '../read-message.ts';

/** A table a partner may send instead of messages: each row is a message of this format. */
export type Table = {
  name: string;
  title: string;
  format: WireFormat;
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
  /** Its message formats, by their published names. */
  formats: Readonly<Record<string, WireFormat>>;
  /** The tables it may drop as files. */
  tables: readonly Table[];
  /** Chooses the format of a message by its `kind`. */
  formatFor: (message: unknown) => WireFormat;
};

/** @throws RangeError when the partner has no format */
export const partnerOf = (partner: Omit<Partner, 'formatFor'>): Partner => {
  const [first, ...others] = Object.values(partner.formats);
  if (!first) throw new RangeError(`${partner.code} has no format`);
  const hasKind = (message: unknown): boolean =>
    typeof message === 'object' && message !== null && Object.hasOwn(message, 'kind');
  return { ...partner, formatFor: (message) => (hasKind(message) ? (others[0] ?? first) : first) };
};
