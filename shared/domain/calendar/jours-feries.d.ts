/**
 * The library ships no types. It gives the French public holidays of a year by name, each at midnight in the time zone of the
 * process.
 */
declare module '@socialgouv/jours-feries' {
  const joursFeries: (year: number, options?: { alsace: boolean }) => Record<string, Date>;

  export = joursFeries;
}
