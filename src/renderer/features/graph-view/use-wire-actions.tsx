import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../../studio/index.ts';
import { createWireActions, type WireActions, type WireNotice } from './wire-actions.ts';

/** A notice with an offer stays long enough to be read and reached, in milliseconds. */
const stayMs = 8_000;
const noticeId = 'wire';

/** The actions on wires; what they did is told in a toast. */
export function useWireActions(): WireActions {
  const studio = useStudio();
  const { t } = useTranslation();
  return useMemo(() => {
    function tell({ message, offer }: WireNotice): void {
      notifications.hide(noticeId);
      notifications.show({
        id: noticeId,
        message: (
          <>
            {message}
            {offer === null ? null : (
              <>
                {' '}
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  data-action="wire-offer"
                  onClick={() => {
                    notifications.hide(noticeId);
                    offer.accept();
                  }}
                >
                  {offer.label}
                </Anchor>
              </>
            )}
          </>
        ),
        autoClose: stayMs,
        closeButtonProps: { 'aria-label': t('common.close') },
      });
    }
    return createWireActions(studio, t, tell);
  }, [studio, t]);
}

/** Says why a wire cannot be. */
export function tellRefusal(message: string, closeLabel: string): void {
  notifications.hide(noticeId);
  notifications.show({
    id: noticeId,
    color: 'yellow',
    message,
    autoClose: stayMs,
    closeButtonProps: { 'aria-label': closeLabel },
  });
}
