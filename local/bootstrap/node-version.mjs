/** The oldest Node that everything here runs on. */
const OLDEST = 20;

/** A condition outside this repository that a person must mend: shown as one sentence, without a stack. */
export class Refusal extends Error {
  constructor(message) {
    super(message);
    this.name = 'Refusal';
  }
}

/** The sentence that refuses a Node version ("18.19.1"), or undefined when it will do. */
export function nodeProblem(version) {
  const major = parseInt(version, 10);
  if (major >= OLDEST) return undefined;
  return 'Toonbank needs Node ' + OLDEST + ' or later; this is Node ' + version + '.';
}
