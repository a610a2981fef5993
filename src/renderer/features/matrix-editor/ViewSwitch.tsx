import { Button, Tooltip } from '@mantine/core';
import { IconSitemap, IconTable } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CommandChord } from '../../commands/index.ts';
import { useStudio, useView, type MatrixView } from '../../studio/index.ts';

const icons = { graph: IconSitemap, table: IconTable };

/** The two ways to look at the document. */
export function ViewSwitch() {
  const { t } = useTranslation();
  const { view } = useStudio();
  const shown = useView((state) => state.matrixView);
  return (
    <Button.Group aria-label={t('table.views')}>
      {(['graph', 'table'] as const satisfies MatrixView[]).map((each) => {
        const ViewIcon = icons[each];
        return (
          <Tooltip
            key={each}
            position="bottom"
            label={
              <>
                {t(`table.viewHint.${each}`)} <CommandChord command="switchView" />
              </>
            }
          >
            <Button
              size="xs"
              variant={shown === each ? 'light' : 'default'}
              aria-pressed={shown === each}
              data-view={each}
              leftSection={<ViewIcon size={16} aria-hidden />}
              onClick={() => view.showMatrixAs(each)}
            >
              {t(`table.view.${each}`)}
            </Button>
          </Tooltip>
        );
      })}
    </Button.Group>
  );
}
