import { AppError } from '../../platform/errors.ts';

const CODE = 'out-of-reach';

/** The provider's refusal to show or do anything on an account whose owner withdrew our access. */
export function outOfReach(message: string, cause: unknown): AppError {
  return new AppError('provider-refused', message, {
    say: {
      en: 'The connection with the payment provider was broken off. Set up online payments again.',
      nl: 'De koppeling met de betaaldienst is verbroken. Richt online betalen opnieuw in.',
    },
    data: { code: CODE },
    cause,
  });
}

export function isOutOfReach(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.data?.['code'] === CODE;
}
