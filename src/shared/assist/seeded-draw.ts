import { hashText } from '../base/index.ts';

/** Hexadecimal digits that a draw uses: 48 bits, which a number holds exactly. */
const digits = 12;

/**
 * Draws by a seed and a name: the same ones give the same choice, and one name's choice does not move another's.
 * `choices` must not be empty.
 */
export function seededDraw<T>(seed: number, name: string, choices: readonly T[]): T {
  const number = Number.parseInt(hashText(`${seed}:${name}`).slice(0, digits), 16);
  const choice = choices[number % choices.length];
  if (choice === undefined) throw new RangeError(`There is nothing to draw "${name}" from.`);
  return choice;
}
