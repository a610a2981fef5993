import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Blank } from './Blank.tsx';

export interface FailedBlankProps {
  title: string;
  hint: string;
  retryLabel: string;
  onRetry: () => void;
}

/** What stands where something could not be fetched: why, and a button to try again. */
export function FailedBlank({ title, hint, retryLabel, onRetry }: FailedBlankProps) {
  return (
    <Blank isAlert icon={<IconAlertTriangle size={32} />} title={title} hint={hint}>
      <Button onClick={onRetry}>{retryLabel}</Button>
    </Blank>
  );
}
