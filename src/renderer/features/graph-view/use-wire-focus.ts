import { useEffect, useRef } from 'react';

/** Takes the keyboard to a line once it is selected, unless the keyboard is outside of the graph. */
export function useWireFocus<T extends Element>(
  isSelected: boolean,
  focusable: (element: T) => HTMLElement | SVGElement | null,
) {
  const element = useRef<T>(null);
  useEffect(() => {
    const { activeElement, body } = document;
    const isHere = activeElement === body || activeElement?.closest('.react-flow') != null;
    if (isSelected && isHere && element.current !== null) focusable(element.current)?.focus({ preventScroll: true });
  }, [isSelected, focusable]);
  return element;
}
