import { useElementSize } from '@mantine/hooks';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GalleryItem } from '../../../shared/contract/index.ts';
import { formatMoment, useLanguage } from '../../i18n/index.ts';
import { useStudio } from '../../studio/index.ts';
import type { Zooming } from './use-zoom.ts';
import type { Size } from './zoom.ts';
import { ZoomPane } from './ZoomPane.tsx';
import classes from './Stage.module.css';

export interface PictureStageProps {
  items: readonly GalleryItem[];
  zooming: Zooming;
  /** Two pictures lie over each other with a divider between them. */
  isSplit: boolean;
  /** Tells takes that are compared apart. */
  nameOf: (item: GalleryItem) => string;
}

/** One picture, or up to four that zoom and move together. */
export function PictureStage({ items, zooming, isSplit, nameOf }: PictureStageProps) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const [divider, setDivider] = useState(0.5);
  const isOver = isSplit && items.length === 2;
  const columns = isOver ? 1 : items.length === 4 ? 2 : items.length;
  const rows = items.length === 4 && !isOver ? 2 : 1;
  const first = items[0];
  const { setRoom } = zooming;
  useEffect(() => {
    if (first !== undefined) setRoom(sizeOf(first), { width: width / columns, height: height / rows });
  }, [first, width, height, columns, rows, setRoom]);
  return (
    <div ref={ref} className={classes.panes} data-count={isOver ? 1 : items.length}>
      {items.map((item, index) => (
        <TakePane
          key={item.take.id}
          item={item}
          zooming={zooming}
          name={items.length > 1 ? nameOf(item) : null}
          side={isOver && index === 1 ? 'right' : 'left'}
          {...(isOver && index === 1 ? { hiddenShare: divider } : {})}
        />
      ))}
      {isOver ? <Divider at={divider} onMove={setDivider} /> : null}
    </div>
  );
}

interface TakePaneProps {
  item: GalleryItem;
  zooming: Zooming;
  name: string | null;
  side: 'left' | 'right';
  hiddenShare?: number;
}

function TakePane({ item, zooming, name, side, hiddenShare }: TakePaneProps) {
  const { take } = item;
  const { t } = useTranslation();
  const language = useLanguage();
  const { link } = useStudio();
  const date = formatMoment(take.createdAt, language);
  return (
    <ZoomPane
      source={link.assetUrl(take.id)}
      label={t('cells.takeOf', { cell: `${take.unit} / ${take.layer}`, date })}
      picture={sizeOf(item)}
      zoom={zooming.zoom}
      onZoom={zooming.change}
      {...(hiddenShare === undefined ? {} : { hiddenShare })}
    >
      {name === null ? null : (
        <span className={classes.name} data-side={side}>
          {name}
        </span>
      )}
    </ZoomPane>
  );
}

function sizeOf({ take }: GalleryItem): Size {
  return { width: take.width ?? 0, height: take.height ?? 0 };
}

/** One press of an arrow key on the divider, as a share of the width. */
const dividerStep = 0.05;

/** The line between two pictures that lie over each other. */
function Divider({ at, onMove }: { at: number; onMove: (at: number) => void }) {
  const { t } = useTranslation();
  const within = (share: number): number => Math.min(1, Math.max(0, share));

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowLeft: -dividerStep, ArrowRight: dividerStep }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(within(at + step));
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('cells.divider')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      className={classes.divider}
      style={{ left: `${at * 100}%` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        const room = event.currentTarget.parentElement?.getBoundingClientRect();
        if (event.buttons === 1 && room !== undefined) onMove(within((event.clientX - room.left) / room.width));
      }}
    >
      <span className={classes.knob} aria-hidden />
    </div>
  );
}
