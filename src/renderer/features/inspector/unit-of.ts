const units: Record<string, string> = {
  width: 'px',
  height: 'px',
  max_width: 'px',
  max_height: 'px',
  matte: 'px',
  border: 'px',
  mask_feather: 'px',
  duration: 's',
  continuation_start: 's',
  continuation_end: 's',
};

/** Unit of a parameter that every model counts alike; null where there is none, or models differ. */
export function unitOf(parameter: string): string | null {
  return units[parameter] ?? null;
}
