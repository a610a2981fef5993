import { Alert } from '@mantine/core';
import type { FailureData } from '../../../shared/base/index.ts';
import { failureText, useLanguage } from '../../i18n/index.ts';

/** A failure within a dialog: what, and what to do. */
export function FailureAlert({ failure }: { failure: FailureData }) {
  const { sentence, hint } = failureText(failure, useLanguage());
  return (
    <Alert color="red" role="alert" title={sentence}>
      {hint}
    </Alert>
  );
}
