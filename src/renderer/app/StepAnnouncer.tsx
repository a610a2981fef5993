import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDocument } from '../studio/index.ts';

/** Tells screen readers what was undone or redone. */
export function StepAnnouncer() {
  const { t } = useTranslation();
  const step = useDocument((state) => state.lastStep);
  const text =
    step === null
      ? ''
      : step.steps > 1
        ? t(`steps.${step.kind}Several`, { count: step.steps })
        : t(`steps.${step.kind}One`, { label: step.label });
  return (
    <VisuallyHidden role="status" data-notice="step">
      {text}
    </VisuallyHidden>
  );
}
