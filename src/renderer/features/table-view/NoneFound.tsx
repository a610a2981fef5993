import { Button } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DocumentId } from '../../../shared/base/index.ts';
import { tableStart, useStudio } from '../../studio/index.ts';
import { Blank } from '../../ui/index.ts';
import classes from './TableView.module.css';

/** Stands below the headers where the filter or the search hides every unit. */
export function NoneFound({ documentId }: { documentId: DocumentId }) {
  const { t } = useTranslation();
  const { view } = useStudio();
  return (
    <div className={classes.noneFound}>
      <Blank icon={<IconFilterOff size={32} />} title={t('table.noneFound')} hint={t('table.noneFoundHint')}>
        <Button
          variant="default"
          onClick={() => view.leaveTable(documentId, { filter: tableStart.filter, query: tableStart.query })}
        >
          {t('table.showAll')}
        </Button>
      </Blank>
    </div>
  );
}
