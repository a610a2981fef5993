import type { GenerationNote, GenerationPicture } from '../../../shared/assist/index.ts';
import type { StoredPicture } from './workshop.ts';

/** A picture with all that is known of it, for whoever works on this machine. */
export interface MadePicture {
  picture: GenerationPicture;
  stored: StoredPicture;
  note: GenerationNote;
  generationId: string;
}
