import { Button, Group } from '@mantine/core';
import { IconMasksTheater, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FailureData } from '../../../shared/base/index.ts';
import type { RunPlan } from '../../../shared/plan/index.ts';
import { useLanguage } from '../../i18n/index.ts';
import { useLaunch, useStudio } from '../../studio/index.ts';
import { confirmText } from './confirm-text.ts';
import { refusalHelp } from './refusal-help.ts';

export interface ConfirmButtonsProps {
  plan: RunPlan;
  isOver: boolean;
  refusal: FailureData | null;
}

/** Run at the price shown, rehearse instead, or leave it. */
export function ConfirmButtons({ plan, isOver, refusal }: ConfirmButtonsProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { launch, view } = useStudio();
  const { busy, choices, allowUnknownPrice } = useLaunch((state) => state);
  const help = refusal === null ? null : refusalHelp(refusal);
  const isAllowed = plan.totals.price.isKnown || plan.rehearsal || allowUnknownPrice;
  const canConfirm = !isOver && isAllowed && (help?.canConfirm ?? true) && plan.totals.run > 0;
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="subtle" color="gray" onClick={() => view.close()}>
        {t('launch.cancel')}
      </Button>
      {plan.rehearsal || help?.canRehearse === false ? null : (
        <Button
          variant={canConfirm ? 'default' : 'filled'}
          data-action="rehearse-instead"
          leftSection={<IconMasksTheater size={18} stroke={1.75} aria-hidden />}
          disabled={busy}
          onClick={() => void launch.launch({ ...choices, rehearse: true })}
        >
          {t('launch.rehearseInstead')}
        </Button>
      )}
      <Button
        data-action="confirm"
        data-autofocus={canConfirm}
        leftSection={<IconPlayerPlayFilled size={14} aria-hidden />}
        disabled={!canConfirm || busy}
        aria-busy={busy}
        onClick={() => void launch.confirm()}
      >
        {confirmText(plan, t, language)}
      </Button>
    </Group>
  );
}
