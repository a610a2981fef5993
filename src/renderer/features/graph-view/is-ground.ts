/** The canvas or a lane, but no cell and nothing that takes clicks itself. */
export function isGround(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('.react-flow__panel, .react-flow__minimap, button, input, [data-cell], .react-flow__edge'))
    return false;
  return target.closest('.react-flow__pane, .react-flow__node-lane, .react-flow__node-gap, canvas') !== null;
}
