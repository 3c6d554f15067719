import { contracts } from '../../cli/contracts/contracts.ts';
import { examplesOf } from '../../cli/contracts/schema.ts';

/**
 * The example that a contract gives, by the contract's name, such as `impaye.v1`.
 *
 * @throws Error when the contract gives none
 */
export const exampleOf = (name: string): object => {
  const found = contracts.find((one) => one.name === name);
  const [example] = found ? examplesOf(found.schema) : [];
  if (typeof example !== 'object' || example === null) throw new Error(`${name} has no example`);
  return example;
};
