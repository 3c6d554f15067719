/** The library ships no types: French public holidays of a year by name, each at midnight of the process's own time zone. */
declare module '@socialgouv/jours-feries' {
  const joursFeries: (year: number, options?: { alsace: boolean }) => Record<string, Date>;

  export = joursFeries;
}
