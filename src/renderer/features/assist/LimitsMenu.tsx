import { Button, NumberInput, Popover, SegmentedControl, Switch } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { constraints as constraintsSchema, priorities, type Constraints } from '../../../shared/assist/index.ts';
import { useAssist, useStudio } from '../../studio/index.ts';
import classes from './ComposerMenus.module.css';

/** What the advice has to keep to: what matters most, time, memory, and how many LoRAs. */
export function LimitsMenu() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const constraints = useAssist((state) => state.draft.constraints);
  const preferences = useAssist((state) => state.draft.loraPreferences);
  const mode = useAssist((state) => state.draft.mode);
  if (mode === 'manual') return null;
  const limits = [constraints.maxTimeSeconds, constraints.maxVramGb].filter((limit) => limit !== undefined).length;
  const limit = (name: 'maxTimeSeconds' | 'maxVramGb', value: string | number): void => {
    const number = typeof value === 'number' && value > 0 ? value : undefined;
    assist.change({ constraints: constraintsSchema.parse(without({ ...constraints, [name]: number })) });
  };
  return (
    <Popover position="bottom-start" trapFocus returnFocus width={320}>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          data-action="limits"
        >
          {t(`assist.priority.${constraints.priority}`)}
          {limits === 0 ? '' : ` · ${t('assist.limits.count', { count: limits })}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu ?? ''} aria-label={t('assist.limits.label')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('assist.priority.label')}
          value={constraints.priority}
          onChange={(priority) => assist.change({ constraints: { ...constraints, priority } })}
          data={priorities.map((value) => ({ value, label: t(`assist.priority.${value}`) }))}
        />
        <NumberInput
          size="xs"
          label={t('assist.limits.time')}
          placeholder={t('assist.limits.none')}
          suffix=" s"
          min={0}
          value={constraints.maxTimeSeconds ?? ''}
          onChange={(value) => limit('maxTimeSeconds', value)}
        />
        <NumberInput
          size="xs"
          label={t('assist.limits.memory')}
          description={t('assist.limits.memoryHint')}
          placeholder={t('assist.limits.none')}
          suffix=" GB"
          min={0}
          decimalScale={2}
          value={constraints.maxVramGb ?? ''}
          onChange={(value) => limit('maxVramGb', value)}
        />
        <NumberInput
          size="xs"
          label={t('assist.limits.loras')}
          min={0}
          max={20}
          allowDecimal={false}
          value={preferences.maxLoras}
          onChange={(value) =>
            typeof value === 'number'
              ? assist.change({ loraPreferences: { ...preferences, maxLoras: value } })
              : undefined
          }
        />
        <Switch
          size="sm"
          label={t('assist.limits.mixing')}
          checked={preferences.allowStyleMixing}
          onChange={({ currentTarget }) =>
            assist.change({ loraPreferences: { ...preferences, allowStyleMixing: currentTarget.checked } })
          }
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The schema takes no `undefined` for a limit that is not there. */
function without(limits: Partial<Record<keyof Constraints, unknown>>): object {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
