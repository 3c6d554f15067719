/** Something the platform may do next. */
export type Delivery = {
  /** Names it in the run's trace: the same seed, the same trace. */
  readonly label: string;
  readonly run: () => Promise<void>;
};
