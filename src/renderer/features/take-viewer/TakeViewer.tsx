import { Modal } from '@mantine/core';
import { useFullscreenElement } from '@mantine/hooks';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakeId } from '../../../shared/base/index.ts';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { useDocument, useStudio, useView } from '../../studio/index.ts';
import { TakeRecipe } from '../gallery/index.ts';
import { Filmstrip } from './Filmstrip.tsx';
import { FilmStage } from './FilmStage.tsx';
import { PictureStage } from './PictureStage.tsx';
import { SoundStage } from './SoundStage.tsx';
import { TextStage } from './TextStage.tsx';
import { useFilms } from './use-films.ts';
import { useViewer, type Viewer } from './use-viewer.ts';
import { useZoom } from './use-zoom.ts';
import { ViewerActions } from './ViewerActions.tsx';
import { viewerAction } from './viewer-keys.ts';
import { cellOf } from './viewer-takes.ts';
import classes from './TakeViewer.module.css';

/** A take as large as the window, with everything there is to do with it. */
export function TakeViewer() {
  const { view } = useStudio();
  const overlay = useView((state) => (state.overlay?.kind === 'picture' ? state.overlay : null));
  return (
    <Modal.Root opened={overlay !== null} onClose={() => view.close()} fullScreen transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      {overlay === null ? null : <OpenViewer take={overlay.take} compare={overlay.compare} />}
    </Modal.Root>
  );
}

function OpenViewer({ take, compare }: { take: TakeId; compare: readonly TakeId[] | undefined }) {
  const viewer = useViewer(take, compare);
  return viewer === null ? null : <ViewerContent viewer={viewer} />;
}

function ViewerContent({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const zooming = useZoom();
  const films = useFilms();
  const [isSplit, setIsSplit] = useState(false);
  const [hasRecipe, setHasRecipe] = useState(false);
  const { ref, toggle } = useFullscreenElement<HTMLDivElement>();
  const { take } = viewer.item;
  const picked = useDocument((state) => state.planned.get(cellOf(viewer.item))?.pickedTake ?? null);
  const items = viewer.compared ?? [viewer.item];
  const nameOf = (each: GalleryItem): string => {
    const date = formatMoment(each.take.createdAt, language);
    return t('cells.takeNumber', { index: viewer.siblings.indexOf(each) + 1, date });
  };
  const toggleSplit = (): void => setIsSplit((before) => !before);
  const toggleRecipe = (): void => setHasRecipe((before) => !before);

  function onKeyDown(event: KeyboardEvent): void {
    const { key, code, shiftKey, ctrlKey, metaKey, altKey, target } = event;
    const hasOwnKeys = target instanceof Element && target.closest('input, [role="slider"], [role="radio"]') !== null;
    // A button is pressed by the space bar itself.
    const isPressed = key === ' ' && target instanceof Element && target.closest('button') !== null;
    if (event.defaultPrevented || ctrlKey || metaKey || altKey || hasOwnKeys || isPressed) return;
    const controls = { viewer, zooming, films, assetType: take.assetType, toggleSplit, toggleRecipe };
    const action = viewerAction(key, code, shiftKey, { ...controls, toggleFullScreen: () => void toggle() });
    if (action === null) return;
    event.preventDefault();
    action();
  }

  return (
    <Modal.Content
      ref={ref}
      onKeyDownCapture={onKeyDown}
      data-viewer={take.id}
      classNames={{ content: classes.content ?? '' }}
    >
      <Modal.Header className={classes.head ?? ''}>
        <Modal.Title className={classes.title ?? ''}>
          {take.unit} / {take.layer}
        </Modal.Title>
        <span className={classes.facts}>
          {t('cells.takeCount', { index: viewer.index + 1, count: viewer.siblings.length })} ·{' '}
          {formatMoment(take.createdAt, language)}
        </span>
        <ViewerActions
          viewer={viewer}
          isSplit={isSplit}
          onSplit={toggleSplit}
          hasRecipe={hasRecipe}
          onRecipe={toggleRecipe}
          onFullScreen={() => void toggle()}
        />
        <Modal.CloseButton aria-label={t('common.close')} />
      </Modal.Header>
      <Modal.Body className={classes.body ?? ''}>
        <div
          className={classes.stage}
          tabIndex={0}
          data-autofocus
          data-compared={viewer.compared?.length ?? 1}
          role="group"
          aria-label={t('cells.stage', { cell: `${take.unit} / ${take.layer}` })}
        >
          {take.assetType === 'image' ? (
            <PictureStage items={items} zooming={zooming} isSplit={isSplit} nameOf={nameOf} />
          ) : take.assetType === 'video' ? (
            <FilmStage items={items} films={films} nameOf={nameOf} />
          ) : take.assetType === 'audio' ? (
            <SoundStage items={items} nameOf={nameOf} />
          ) : (
            <TextStage items={items} />
          )}
        </div>
        {hasRecipe ? (
          <aside className={classes.recipe} aria-label={t('gallery.recipe')}>
            <TakeRecipe item={viewer.item} />
          </aside>
        ) : null}
      </Modal.Body>
      <Filmstrip viewer={viewer} picked={picked} />
    </Modal.Content>
  );
}
