import { ActionIcon, CloseButton, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio, useView } from '../../studio/index.ts';
import { maxFound } from './find-cells.ts';
import { FoundList } from './FoundList.tsx';
import { useFound } from './use-found.ts';
import classes from './Find.module.css';

/** The search over the matrix, while it is open. */
export function Find() {
  const isOpen = useView((state) => state.finding && state.page === 'matrix');
  return isOpen ? <FindPanel /> : null;
}

function FindPanel() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const requests = useView((state) => state.findRequests);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  const found = useFound(query);
  const shown = found.length === 0 ? -1 : Math.min(at, found.length - 1);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [requests]);

  function goTo(index: number): void {
    const place = found[index];
    if (place === undefined) return;
    setAt(index);
    view.select(place.cell);
  }

  function step(by: 1 | -1): void {
    if (found.length > 0)
      goTo(shown === -1 && by === -1 ? found.length - 1 : (shown + by + found.length) % found.length);
  }

  function leave(): void {
    view.endFind();
    const { selected } = view.getState();
    if (selected !== null) view.select(selected, { focus: true });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const isBack = (event.key === 'Enter' && event.shiftKey) || event.key === 'ArrowUp';
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') leave();
    else if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'ArrowUp') step(isBack ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const count = found.length === maxFound ? `${maxFound}+` : String(found.length);
  return (
    <search className={classes.panel} aria-label={t('find.label')} data-find="true">
      <div className={classes.bar}>
        <TextInput
          ref={field}
          className={classes.field ?? ''}
          size="sm"
          variant="unstyled"
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setAt(-1);
          }}
          onKeyDown={onKeyDown}
          placeholder={t('find.placeholder')}
          aria-label={t('find.placeholder')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
        <span className={classes.count} role="status" data-found={found.length}>
          {query.trim() === '' ? '' : t('find.count', { at: shown + 1, count })}
        </span>
        <ActionIcon size="sm" aria-label={t('find.previous')} disabled={found.length === 0} onClick={() => step(-1)}>
          <IconChevronUp size={16} />
        </ActionIcon>
        <ActionIcon size="sm" aria-label={t('find.next')} disabled={found.length === 0} onClick={() => step(1)}>
          <IconChevronDown size={16} />
        </ActionIcon>
        <CloseButton size="sm" aria-label={t('find.close')} onClick={leave} />
      </div>
      {query.trim() === '' ? null : <FoundList found={found} at={shown} onPick={goTo} />}
    </search>
  );
}
