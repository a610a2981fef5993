export { AssetIcon } from './AssetIcon.tsx';
export { RehearsalBadge } from './RehearsalBadge.tsx';
export { StateChip } from './StateChip.tsx';
export { TakeMedia } from './TakeMedia.tsx';
export { useNow } from './use-now.ts';
export { WaitClock } from './WaitClock.tsx';
