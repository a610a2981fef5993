import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconListDetails } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chord } from '../../commands/index.ts';
import { useDocument, useRuns, useStudio, useView } from '../../studio/index.ts';
import { countUnfinished, scopeChoices, type ScopeChoice } from './scope-choices.ts';
import classes from './RunBar.module.css';

/** The menu of parts: what is stale, what failed, and around the selected cell. */
export function RunMenu() {
  const { t } = useTranslation();
  const { launch, view } = useStudio();
  const hasCells = useDocument((state) => (state.plan?.cells.length ?? 0) > 0);
  const selectedKey = useView((state) => state.selected);
  const selected = useDocument((state) => state.cells.find((cell) => cell.key === selectedKey) ?? null);
  const failed = useRuns((state) => countUnfinished(state.cells.values()));
  const hasRun = useRuns((state) => state.run !== null);
  const choices = scopeChoices({ selected, failed }, t);
  const run = ({ scope }: ScopeChoice): void => {
    void (scope.kind === 'failed' ? launch.retryFailed() : launch.launch({ scope }));
  };
  return (
    <Menu position="bottom-end" withArrow={false}>
      <Menu.Target>
        <Button
          className={classes.arrow ?? ''}
          disabled={!hasCells}
          aria-label={t('launch.menu')}
          data-action="run-menu"
        >
          <IconChevronDown size={16} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.slice(0, 3).map((choice) => (
          <Menu.Item
            key={choice.id}
            data-scope={choice.scope.kind}
            disabled={!choice.isEnabled}
            rightSection={choice.scope.kind === 'failed' ? <Chord chord="shift+r" isDecorative /> : null}
            onClick={() => run(choice)}
          >
            {choice.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {choices.length > 3 ? null : <Menu.Label>{t('launch.nothingSelected')}</Menu.Label>}
        {choices.slice(3).map((choice) => (
          <Menu.Item key={choice.id} data-scope={choice.scope.kind} onClick={() => run(choice)}>
            {choice.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconListDetails size={16} stroke={1.75} aria-hidden />}
          disabled={!hasRun}
          rightSection={<Chord chord="q" isDecorative />}
          onClick={() => view.open({ kind: 'queue' })}
        >
          {t('queue.lastRun')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
