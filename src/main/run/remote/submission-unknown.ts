import { ProviderError, type FailurePlace } from '../../../shared/base/index.ts';

/** The failure of a job whose submission may have been charged. */
export function submissionUnknown(place: FailurePlace): Error {
  return new ProviderError(
    'submission-unknown',
    'The answer to this paid request was lost, and the provider’s list does not show it: it may have been charged.',
    {
      hint: 'Look at the provider’s own page, then decide: submit it again, or leave it.',
      place,
    },
  );
}
