export class Refusal extends Error {
  constructor(message: string);
}
export function nodeProblem(version: string): string | undefined;
