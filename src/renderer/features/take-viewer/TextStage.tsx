import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TakeId } from '../../../shared/base/index.ts';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import { useStudio } from '../../studio/index.ts';
import { TakeMedia } from '../cell-face/index.ts';
import classes from './Stage.module.css';
import { readAsset } from '../../ui/index.ts';

/** One text, or up to four beside each other, each to be copied whole. */
export function TextStage({ items }: { items: readonly GalleryItem[] }) {
  return (
    <div className={classes.panes} data-count={items.length}>
      {items.map(({ take }) => (
        <div key={take.id} className={classes.text}>
          <TakeMedia take={take.id} assetType="text" label={take.layer} mode="player" />
          <CopyText take={take.id} />
        </div>
      ))}
    </div>
  );
}

function CopyText({ take }: { take: TakeId }) {
  const { t } = useTranslation();
  const { link } = useStudio();
  const clipboard = useClipboard();
  async function copy(): Promise<void> {
    const answer = await readAsset(link.assetUrl(take));
    if (answer.ok) clipboard.copy(await answer.text());
  }
  return (
    <Button
      className={classes.copy ?? ''}
      size="compact-sm"
      variant="default"
      leftSection={clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      onClick={() => void copy()}
    >
      {t(clipboard.copied ? 'cells.copied' : 'cells.copyText')}
    </Button>
  );
}
