import fr from './weights/fr.v1.json' with { type: 'json' };
import type { Weights } from './weights.ts';

/** The weights in force: the artefact that training wrote and a person read. */
export const frenchWeights: Weights = fr;
