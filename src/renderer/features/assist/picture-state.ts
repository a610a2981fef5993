import type { TakeId } from '../../../shared/base/index.ts';
import type { GenerationPicture } from '../../../shared/assist/index.ts';
import { isTerminal, type CellRun, type CellState } from '../../../shared/run/index.ts';

/** A picture as it is now: what was heard of its run since it was fetched wins. */
export interface PictureNow {
  state: CellState;
  takeId: GenerationPicture['takeId'];
  failure: GenerationPicture['failure'];
  /** Id of what there is to see of it while it is made. */
  preview: string | null;
  /** 0 to 1; null where nobody knows. */
  progress: number | null;
  step: number | null;
  steps: number | null;
}

/** A picture that is there. */
export interface MadePicture extends GenerationPicture {
  takeId: TakeId;
}

export function pictureNow(picture: GenerationPicture, live: CellRun | null): PictureNow {
  // A finished picture knows more than the run that made it.
  const isNewer = live !== null && !isTerminal(picture.state);
  return {
    state: isNewer ? live.state : picture.state,
    takeId: picture.takeId ?? live?.takeId ?? null,
    failure: picture.failure ?? (isNewer ? live.failure : null),
    preview: isNewer ? live.preview : null,
    progress: isNewer ? live.progress : null,
    step: isNewer ? live.step : null,
    steps: isNewer ? live.steps : null,
  };
}

/** Whether something of it is still to come by itself. */
export function isUnderWay(state: CellState): boolean {
  return state === 'queued' || state === 'waiting' || state === 'running' || state === 'downloading';
}

/** The picture once it is there; null before. */
export function madePicture(picture: GenerationPicture, { state, takeId }: PictureNow): MadePicture | null {
  return takeId === null || isUnderWay(state) ? null : { ...picture, takeId };
}
