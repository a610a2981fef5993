import { Button, Popover, SegmentedControl } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAssist, useStudio } from '../../studio/index.ts';
import { AxesEditor } from './AxesEditor.tsx';
import { NumberOfPictures } from './NumberOfPictures.tsx';
import { useBatch } from './use-batch.ts';
import classes from './ComposerMenus.module.css';

/** How many pictures, and what they differ in: a number of one kind, or the values of axes. */
export function PicturesMenu() {
  const { t } = useTranslation();
  const { assist } = useStudio();
  const menu = useAssist((state) => state.picturesMenu);
  const isByAxes = useAssist((state) => state.draft.isByAxes);
  const { axes, pictures } = useBatch();
  const isWrong = isByAxes && !axes.canRun;
  const isOpen = menu !== 'closed';
  return (
    <Popover
      position="bottom-start"
      trapFocus
      returnFocus
      width={400}
      // It grows with its axes: it stays below its button, and its list scrolls where the window ends.
      middlewares={{ flip: false, shift: true, size: { padding: 8 } }}
      opened={isOpen}
      onChange={(opened) => assist.showPicturesMenu(opened ? 'open' : 'closed')}
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconStack2 size={16} aria-hidden />}
          data-action="pictures"
          data-wrong={isWrong}
          onClick={() => assist.showPicturesMenu(isOpen ? 'closed' : 'open')}
        >
          {isWrong ? t('axes.toCorrect') : t('assist.pictures.count', { count: pictures ?? 1 })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={`${classes.menu} ${classes.bounded}`} aria-label={t('axes.by.label')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('axes.by.label')}
          value={isByAxes ? 'axes' : 'number'}
          onChange={(value) => assist.change({ isByAxes: value === 'axes' })}
          data={[
            { value: 'number', label: t('axes.by.number') },
            { value: 'axes', label: t('axes.by.axes') },
          ]}
        />
        {isByAxes ? <AxesEditor /> : <NumberOfPictures />}
      </Popover.Dropdown>
    </Popover>
  );
}
