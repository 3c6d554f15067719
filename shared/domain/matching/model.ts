import fr from './weights/fr.v1.json' with { type: 'json' };
import type { Weights } from './weights.ts';

/** The weights in force, an artefact in the form that `link train` writes; its `trainedOn` says what it was learnt from. */
export const frenchWeights: Weights = fr;
