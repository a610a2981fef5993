import { useCallback, useRef, useState } from 'react';
import { fitted, limitZoom, type Size, type Zoom, type ZoomChange } from './zoom.ts';

/** The zoom that all pictures on the screen share. */
export interface Zooming {
  zoom: Zoom;
  change: (change: ZoomChange) => void;
  /** Tells how large the picture and its frame are; the zoom is kept within what they allow. */
  setRoom: (picture: Size, frame: Size) => void;
}

/** Starts with the whole picture. */
export function useZoom(): Zooming {
  const [zoom, setZoom] = useState(fitted);
  const room = useRef<{ picture: Size; frame: Size } | null>(null);
  const change = useCallback((wanted: ZoomChange) => {
    const limits = room.current;
    if (limits === null) return;
    setZoom((before) => limitZoom(wanted(before, limits.picture, limits.frame), limits.picture, limits.frame));
  }, []);
  const setRoom = useCallback(
    (picture: Size, frame: Size) => {
      room.current = { picture, frame };
      change((before) => before);
    },
    [change],
  );
  return { zoom, change, setRoom };
}
