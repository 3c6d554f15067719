/** Something that the platform may do next. */
export type Delivery = {
  /** Names it in the run's trace, which must be the same for the same seed. */
  readonly label: string;
  readonly run: () => Promise<void>;
};
