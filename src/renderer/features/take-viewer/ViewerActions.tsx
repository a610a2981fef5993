import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import {
  IconArrowsMaximize,
  IconCheck,
  IconColumns2,
  IconCopy,
  IconDownload,
  IconFolderOpen,
  IconInfoCircle,
  IconSquareHalf,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDocument, useStudio } from '../../studio/index.ts';
import { downloadAsset, IconAction, StarRating } from '../../ui/index.ts';
import { takePath } from './take-path.ts';
import type { Viewer } from './use-viewer.ts';
import { cellOf } from './viewer-takes.ts';
import classes from './TakeViewer.module.css';

export interface ViewerActionsProps {
  viewer: Viewer;
  isSplit: boolean;
  onSplit: () => void;
  hasRecipe: boolean;
  onRecipe: () => void;
  onFullScreen: () => void;
}

/** What can be done with the shown take. */
export function ViewerActions({ viewer, isSplit, onSplit, hasRecipe, onRecipe, onFullScreen }: ViewerActionsProps) {
  const { t } = useTranslation();
  const { takes, link } = useStudio();
  const { item, compared } = viewer;
  const { take } = item;
  const cell = { unit: take.unit, layer: take.layer };
  return (
    <div className={classes.actions}>
      <StarRating
        value={item.rating}
        label={t('gallery.rating', cell)}
        nameOf={(stars) => t('gallery.stars', { count: stars })}
        onChange={(stars) => void takes.rate(take.id, stars)}
      />
      <Button
        size="compact-sm"
        variant={viewer.isPicked ? 'light' : 'default'}
        leftSection={<IconCheck size={14} />}
        disabled={!viewer.canPick}
        className={classes.pick ?? ''}
        data-picked={viewer.isPicked}
        data-action="pick"
        onClick={viewer.pick}
      >
        {t(viewer.isPicked ? 'gallery.picked' : 'gallery.pick')}
      </Button>
      {compared !== null && take.assetType === 'image' && compared.length === 2 ? (
        <IconAction
          label={t(isSplit ? 'cells.sideBySide' : 'cells.split')}
          hint="S"
          icon={<IconSquareHalf size={18} />}
          onClick={onSplit}
        />
      ) : null}
      <IconAction
        label={t(compared === null ? 'cells.compare' : 'cells.endCompare')}
        hint="C"
        disabled={viewer.siblings.length < 2}
        variant={compared === null ? 'subtle' : 'light'}
        icon={<IconColumns2 size={18} />}
        onClick={viewer.toggleCompare}
      />
      <FilePlace viewer={viewer} />
      <IconAction
        label={t('cells.download')}
        icon={<IconDownload size={18} />}
        onClick={() => void downloadAsset(link.assetUrl(take.id), `${take.unit}-${take.layer}-${take.file}`)}
      />
      <IconAction
        label={t('cells.recipe')}
        hint="I"
        aria-expanded={hasRecipe}
        variant={hasRecipe ? 'light' : 'subtle'}
        icon={<IconInfoCircle size={18} />}
        onClick={onRecipe}
      />
      <IconAction
        label={t('cells.fullScreen')}
        hint="F"
        icon={<IconArrowsMaximize size={18} />}
        onClick={onFullScreen}
      />
    </div>
  );
}

/** Where the file is, for the clipboard and the file manager; only for documents that are open here, whose folder is known. */
function FilePlace({ viewer: { item, isPicked } }: { viewer: Viewer }) {
  const { t } = useTranslation();
  const { takeFiles } = useStudio();
  const clipboard = useClipboard();
  const file = useDocument((state) => (state.document?.id === item.documentId ? state.document.file : undefined));
  const conventional = useDocument((state) => state.planned.get(cellOf(item))?.path);
  if (file === undefined || conventional === undefined || item.take.rehearsal) return null;
  return (
    <>
      <IconAction
        label={t(clipboard.copied ? 'cells.copied' : 'cells.copyPath')}
        icon={clipboard.copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
        onClick={() => clipboard.copy(takePath(file, conventional, item.take, isPicked))}
      />
      <IconAction
        label={t('runEnd.showInFolder')}
        icon={<IconFolderOpen size={18} />}
        data-action="show-in-folder"
        onClick={() => void takeFiles.show(item.take.id)}
      />
    </>
  );
}
