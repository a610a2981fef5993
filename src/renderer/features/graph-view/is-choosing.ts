/** Whether a click adds to what is selected, or takes from it. */
export function isChoosing(event: Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}
