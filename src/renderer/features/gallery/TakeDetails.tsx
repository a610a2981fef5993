import { Button, Group, Text } from '@mantine/core';
import { IconCheck, IconFolderOpen, IconGridDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { cellKeyOf } from '../../../shared/base/index.ts';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import { useDocument, useStudio } from '../../studio/index.ts';
import { StarRating } from '../../ui/index.ts';
import { RehearsalBadge, TakeMedia } from '../cell-face/index.ts';
import { TakeRecipe } from './TakeRecipe.tsx';
import classes from './TakeDetails.module.css';

/** Everything about a take: big picture, rating, picking, recipe. */
export function TakeDetails({ item }: { item: GalleryItem }) {
  const { t } = useTranslation();
  const { takeFiles, takes, view } = useStudio();
  const { take } = item;
  const isOpenHere = useDocument((state) => state.document?.id === item.documentId);
  const cell = { unit: take.unit, layer: take.layer };
  return (
    <div className={classes.details}>
      <div className={classes.picture} data-kind={take.assetType}>
        <TakeMedia take={take.id} assetType={take.assetType} label={t('gallery.details', cell)} mode="player" />
      </div>
      <StarRating
        value={item.rating}
        label={t('gallery.rating', cell)}
        nameOf={(stars) => t('gallery.stars', { count: stars })}
        onChange={(stars) => void takes.rate(take.id, stars)}
      />
      <Group gap="xs">
        <Button
          leftSection={<IconCheck size={16} />}
          disabled={item.picked || take.rehearsal || !isOpenHere}
          onClick={() => void takes.pick(take.id)}
        >
          {t(item.picked && !take.rehearsal ? 'gallery.isPicked' : 'gallery.pick')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconGridDots size={16} />}
          disabled={!isOpenHere}
          onClick={() => {
            view.go('matrix');
            view.select(cellKeyOf(take.unit, take.layer), { focus: true });
          }}
        >
          {t('gallery.showCell')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={16} />}
          disabled={!isOpenHere}
          data-action="show-in-folder"
          onClick={() => void takeFiles.show(take.id)}
        >
          {t('runEnd.showInFolder')}
        </Button>
      </Group>
      {isOpenHere ? null : (
        <Text size="sm" c="dimmed">
          {t('gallery.otherDocument')}
        </Text>
      )}
      {take.rehearsal ? (
        <Text size="sm" c="dimmed">
          <RehearsalBadge /> {t('gallery.isRehearsal')}
        </Text>
      ) : null}
      <TakeRecipe item={item} />
    </div>
  );
}
