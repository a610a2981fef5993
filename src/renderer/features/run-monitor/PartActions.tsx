import { Button, Group, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { overwriteRule } from '../../../shared/plan/index.ts';
import { usePart, useStudio } from '../../studio/index.ts';
import classes from './PartPicker.module.css';

/** What happens to existing takes, the way back to everything, and the way to the whole plan. */
export function PartActions({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { parts, launch } = useStudio();
  const overwrite = usePart((state) => state.overwrite);
  const isUsual = usePart((state) => state.part.kind === 'all' && state.overwrite === 'stale');
  return (
    <div className={classes.actions}>
      <NativeSelect
        size="xs"
        label={t('launch.overwrite')}
        value={overwrite}
        data={overwriteRule.options.map((value) => ({ value, label: t(`launch.overwriteRule.${value}`) }))}
        onChange={(event) => parts.setOverwrite(overwriteRule.parse(event.currentTarget.value))}
      />
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          disabled={isUsual}
          data-action="part-reset"
          onClick={() => {
            parts.choose({ kind: 'all' });
            parts.setOverwrite('stale');
          }}
        >
          {t('launch.picker.reset')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            onClose();
            void launch.review();
          }}
        >
          {t('run.why')}
        </Button>
      </Group>
    </div>
  );
}
