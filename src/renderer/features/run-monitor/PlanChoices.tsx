import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { overwriteRule } from '../../../shared/plan/index.ts';
import { useDocument, useLaunch, useRuns, useStudio, useView } from '../../studio/index.ts';
import { countUnfinished, scopeChoices, scopeLabel } from './scope-choices.ts';
import classes from './PlanDialog.module.css';

const errorRules = ['document', 'stop', 'continue'] as const;

/** How the run shall be: for real or rehearsed, which part, what happens to takes and after a failure. */
export function PlanChoices() {
  const { t } = useTranslation();
  const { launch } = useStudio();
  const choices = useLaunch((state) => state.choices);
  const selectedKey = useView((state) => state.selected);
  const selected = useDocument((state) => state.cells.find((cell) => cell.key === selectedKey) ?? null);
  const failed = useRuns((state) => countUnfinished(state.cells.values()));
  const present = JSON.stringify(choices.scope);
  const offered = scopeChoices({ selected, failed }, t).filter((each) => each.isEnabled || each.id === present);
  const isListed = offered.some((each) => each.id === present);
  const parts = isListed
    ? offered
    : [{ id: present, scope: choices.scope, label: scopeLabel(choices.scope, t) }, ...offered];
  return (
    <div className={classes.choices}>
      <SegmentedControl
        aria-label={t('launch.kind')}
        value={choices.rehearse ? 'rehearsal' : 'real'}
        data={[
          { value: 'real', label: t('launch.forReal') },
          { value: 'rehearsal', label: t('launch.rehearsal') },
        ]}
        onChange={(value) => void launch.change({ rehearse: value === 'rehearsal' })}
      />
      <NativeSelect
        label={t('launch.part')}
        value={present}
        data={parts.map(({ id, label }) => ({ value: id, label }))}
        onChange={(event) => {
          const chosen = parts.find((each) => each.id === event.currentTarget.value);
          if (chosen !== undefined) void launch.change({ scope: chosen.scope });
        }}
      />
      <NativeSelect
        label={t('launch.overwrite')}
        value={choices.overwrite}
        data={overwriteRule.options.map((value) => ({ value, label: t(`launch.overwriteRule.${value}`) }))}
        onChange={(event) => void launch.change({ overwrite: overwriteRule.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        label={t('launch.onError')}
        value={choices.onError ?? 'document'}
        data={errorRules.map((value) => ({ value, label: t(`launch.onErrorRule.${value}`) }))}
        onChange={(event) => {
          const chosen = errorRules.find((each) => each === event.currentTarget.value);
          void launch.change({ onError: chosen === 'document' ? undefined : chosen });
        }}
      />
    </div>
  );
}
