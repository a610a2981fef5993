import { Button, Checkbox, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconSparkles } from '@tabler/icons-react';
import { formatPrice, useLanguage } from '../../i18n/index.ts';
import { needsConsent, useAssist, useStudio, useView, type PlannedGeneration } from '../../studio/index.ts';
import { BusyButton } from '../../ui/index.ts';
import { ConfirmFacts } from './ConfirmFacts.tsx';
import { ConfirmRefusal } from './ConfirmRefusal.tsx';
import { confirmTitle } from './confirm-title.ts';
import dialog from './PromptDialog.module.css';

/** "Generate this?", "Once more?", "The rest?": what will run, what differs from the advice, and what it takes of time, memory and money. */
export function GenerateConfirm() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const isOpen = useView((state) => state.overlay?.kind === 'confirm-generation');
  const planned = useAssist((state) => state.planned);
  return (
    <Modal
      opened={isOpen && planned !== null}
      onClose={() => assist.leaveConfirm()}
      title={planned === null ? '' : confirmTitle(planned, t)}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {planned === null ? null : <Terms planned={planned} />}
    </Modal>
  );
}

function Terms({ planned }: { planned: PlannedGeneration }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { assist } = useStudio();
  const busy = useAssist((state) => state.busy);
  const skips = useAssist((state) => state.skipsFreeConfirm);
  const [allowsUnknown, setAllowsUnknown] = useState(false);
  const { plan, capMicroUsd } = planned;
  const { price, run } = plan.totals;
  const isPaid = needsConsent(plan);
  const isOver = capMicroUsd !== null && price.highMicroUsd > capMicroUsd;
  const isAllowed = (price.isKnown || allowsUnknown) && !isOver;

  function startText(): string {
    const shown = formatPrice(price, t, language);
    if (run <= 1) return isPaid ? t('assist.confirm.yesPaid', { price: shown }) : t('assist.confirm.yes');
    return isPaid ? t('axes.paid', { count: run, price: shown }) : t('axes.next', { count: run });
  }

  return (
    <div className={dialog.body} data-dialog="confirm-generation">
      <ConfirmRefusal planned={planned} isOver={isOver} />
      <ConfirmFacts planned={planned} />
      {price.isKnown ? null : (
        <Checkbox
          label={t('assist.confirm.allowUnknown')}
          checked={allowsUnknown}
          onChange={({ currentTarget }) => setAllowsUnknown(currentTarget.checked)}
        />
      )}
      {isPaid ? null : (
        <Checkbox
          label={t('assist.confirm.skip')}
          checked={skips}
          data-field="skip-confirm"
          onChange={({ currentTarget }) => assist.setSkipsFreeConfirm(currentTarget.checked)}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" color="gray" onClick={() => assist.leaveConfirm()}>
          {t('launch.cancel')}
        </Button>
        <BusyButton
          data-autofocus
          data-action="confirm-generation"
          leftSection={<IconSparkles size={18} aria-hidden />}
          disabled={!isAllowed || run === 0}
          isBusy={busy === 'start'}
          onClick={() => void assist.confirm(allowsUnknown)}
        >
          {startText()}
        </BusyButton>
      </Group>
    </div>
  );
}
