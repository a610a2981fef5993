import { Button } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ErrorBoundary, type FallbackProps } from 'react-error-boundary';
import { useTranslation } from 'react-i18next';
import { Blank } from '../ui/index.ts';

/** Keeps a bug in one page from taking the window with it. React reports the error on the console. */
export function PageBoundary({ children }: { children: ReactNode }) {
  return <ErrorBoundary FallbackComponent={Crashed}>{children}</ErrorBoundary>;
}

function Crashed({ resetErrorBoundary }: FallbackProps) {
  const { t } = useTranslation();
  return (
    <Blank isAlert icon={<IconBug size={32} />} title={t('common.crashTitle')} hint={t('common.crashHint')}>
      <Button onClick={resetErrorBoundary}>{t('common.showAgain')}</Button>
    </Blank>
  );
}
