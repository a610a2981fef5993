import { Skeleton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProviders, useView } from '../../studio/index.ts';
import { KeepingDialog } from './KeepingDialog.tsx';
import { KeyKeepingRow } from './KeyKeepingRow.tsx';
import { ProviderCard } from './ProviderCard.tsx';
import { needsPlace } from './provider-fields.ts';
import classes from './SettingsPage.module.css';

/** Work that needs a place to keep keys in, once the user has chosen one. */
type Pending = () => Promise<unknown>;

/** Keys, addresses and tests of the providers, and where keys are kept. */
export function ProvidersSection() {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const target = useView((state) => state.target);
  const { providers, keeping } = useProviders((state) => state);
  const [pending, setPending] = useState<Pending | null>(null);
  const isReady = providers !== null;
  useEffect(() => {
    if (target?.section !== 'providers' || !isReady) return;
    heading.current?.scrollIntoView({ block: 'start' });
    heading.current?.focus();
  }, [target, isReady]);

  /** Does it at once, or after the question where keys shall be kept. */
  async function withPlace(work: Pending): Promise<void> {
    if (keeping !== null && needsPlace(keeping)) setPending(() => work);
    else await work();
  }

  return (
    <section className={classes.section} data-section="providers">
      <div>
        <h2 ref={heading} tabIndex={-1} className={classes.heading}>
          {t('providers.title')}
        </h2>
        <p className={classes.credits}>{t('providers.hint')}</p>
      </div>
      {keeping === null || providers === null ? (
        <Skeleton height="20rem" />
      ) : (
        <>
          <KeyKeepingRow
            keeping={keeping}
            isLocked={providers.some((each) => each.state === 'locked')}
            onChange={() => setPending(() => () => Promise.resolve())}
          />
          {providers.map((each) => (
            <ProviderCard key={each.provider} info={each} withPlace={withPlace} />
          ))}
          <KeepingDialog
            key={pending === null ? 'closed' : 'open'}
            isOpen={pending !== null}
            keeping={keeping}
            onClose={() => setPending(null)}
            onKept={() => {
              const work = pending;
              setPending(null);
              void work?.();
            }}
          />
        </>
      )}
    </section>
  );
}
