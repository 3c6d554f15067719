/** A list written as one text: blanks separate its items, `_` stands for a space inside one. */
export const words = (text: string): string[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll('_', ' '));
