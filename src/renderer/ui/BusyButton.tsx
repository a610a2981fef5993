import { Button, Loader, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';

export interface BusyButtonProps extends ButtonProps, Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps> {
  /** Shows that what was asked for goes on. */
  isBusy: boolean;
}

/** A button that takes no second click while it is busy and keeps the focus, which one that is disabled gives away. */
export function BusyButton({ isBusy, leftSection, onClick, ...rest }: BusyButtonProps) {
  return (
    <Button
      {...rest}
      aria-busy={isBusy}
      aria-disabled={isBusy ? true : undefined}
      leftSection={isBusy ? <Loader size={16} color="currentColor" /> : leftSection}
      onClick={isBusy ? undefined : onClick}
    />
  );
}
