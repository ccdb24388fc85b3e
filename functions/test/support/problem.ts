import { expect } from '@jest/globals';
import { type Answer } from './rest.ts';

/** Whatever goes wrong looks like this. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status, code });
  expect(answer.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String), type: expect.stringContaining('/v1/docs#') });
  expect(answer.body['correlationId']).toBe(answer.headers.get('x-correlation-id'));
  expect(answer.text).not.toMatch(/node_modules|\.ts:|    at /);
}
