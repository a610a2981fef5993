import { useEffect } from 'react';
import { useStudio } from '../../studio/index.ts';

/** Milliseconds after which Space was held, to move the view, and not tapped. */
const tapMs = 350;

/** A tap on Space over the graph opens the search for a layer; held down, it moves the view. */
export function useSpaceTap(isEnabled: boolean): void {
  const { view } = useStudio();
  useEffect(() => {
    if (!isEnabled) return undefined;
    let pressedAt: number | null = null;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== ' ' || event.repeat) return;
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      pressedAt = isPlain && isFree(event.target) ? event.timeStamp : null;
    }
    function onKeyUp(event: KeyboardEvent): void {
      if (event.key !== ' ' || pressedAt === null) return;
      const held = event.timeStamp - pressedAt;
      pressedAt = null;
      if (held < tapMs && view.getState().overlay === null) view.open({ kind: 'add-layer', source: null });
    }
    function onPointerDown(): void {
      pressedAt = null;
    }
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('keyup', onKeyUp);
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('keyup', onKeyUp);
      document.removeEventListener('pointerdown', onPointerDown, true);
    };
  }, [view, isEnabled]);
}

/** Space means nothing else there: no field, button, cell or dialog has the keyboard. */
function isFree(target: EventTarget | null): boolean {
  if (target === document.body) return true;
  if (!(target instanceof Element)) return false;
  const isTaken = target.closest('input, textarea, button, a, [role], [contenteditable], [tabindex="0"]') !== null;
  return target.closest('[data-view="graph"], #page') !== null && !isTaken;
}
