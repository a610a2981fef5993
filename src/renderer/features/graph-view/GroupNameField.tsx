import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellGroup } from '../../../shared/matrix/index.ts';
import { useGraphTools } from './graph-tools.ts';
import { useGroupActions } from './use-group-actions.ts';
import classes from './GroupFrame.module.css';

/** The name of a group while it is typed: Enter or a click elsewhere keeps it, Escape does not. */
export function GroupNameField({ group }: { group: CellGroup }) {
  const { t } = useTranslation();
  const tools = useGraphTools();
  const actions = useGroupActions();
  const [name, setName] = useState(group.name);
  const isGivenUp = useRef(false);
  return (
    <input
      autoFocus
      className={`nopan nodrag ${classes.name ?? ''} ${classes.field ?? ''}`}
      value={name}
      maxLength={200}
      aria-label={t('wiring.group.name')}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setName(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') isGivenUp.current = true;
        if (event.key === 'Enter' || event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          event.currentTarget.blur();
        }
      }}
      onBlur={() => {
        tools.setState({ renaming: null });
        if (!isGivenUp.current) void actions.rename(group, name);
      }}
    />
  );
}
