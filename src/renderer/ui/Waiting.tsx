import { Loader, type LoaderProps } from '@mantine/core';

export interface WaitingProps extends LoaderProps {
  /** What is waited for, for those who do not see that something turns. */
  label: string;
}

/** Stands where something is on its way. */
export function Waiting({ label, ...rest }: WaitingProps) {
  return <Loader {...rest} role="status" aria-label={label} />;
}
