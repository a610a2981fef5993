import { ActionIcon, Tooltip, type ActionIconProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './IconAction.module.css';

export interface IconActionProps extends Omit<ActionIconProps, 'children' | 'aria-label'> {
  /** Accessible name and tooltip. */
  label: string;
  /** Shown in the tooltip after the label, e.g. the keys. */
  hint?: ReactNode;
  icon: ReactNode;
  onClick: () => void;
}

/** A button that shows only an icon, with its name as tooltip. */
export function IconAction({ label, hint, icon, onClick, ...rest }: IconActionProps) {
  return (
    <Tooltip
      label={
        <>
          {label}
          {hint === undefined ? null : <> {hint}</>}
        </>
      }
    >
      <ActionIcon className={classes.action ?? ''} {...rest} aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
