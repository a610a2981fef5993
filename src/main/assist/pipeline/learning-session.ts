import type { PictureFacts, Take } from '../../../shared/artifact/index.ts';
import type { PromptAnalysis } from '../../../shared/assist/index.ts';
import type { LearningSession, SessionSettings } from '../learning/index.ts';
import type { MadePicture } from './made-picture.ts';

/** Of a picture whose recipe names none. */
const unknownModel = 'unknown';

/** A picture as learning keeps it: what was advised for it, and what it was made with. */
export function sessionOf({ stored, picture, note }: MadePicture): LearningSession {
  const { recommendation } = note;
  const { metadata } = picture;
  const taken: SessionSettings = {
    loras: (metadata?.lorasUsed ?? []).map(({ id, weight }) => ({ id, weight })),
    params: {
      steps: metadata?.steps ?? null,
      guidanceScale: metadata?.cfgScale ?? null,
      width: metadata?.width ?? null,
      height: metadata?.height ?? null,
    },
  };
  return {
    id: stored.take.id,
    atMs: Date.parse(stored.take.createdAt),
    prompt: note.prompt,
    model: metadata?.baseModelId === undefined || metadata.baseModelId === '' ? unknownModel : metadata.baseModelId,
    style: recommendation?.analysis.intent.artisticStyle ?? null,
    content: recommendation?.analysis.intent.contentType ?? null,
    advised: recommendation === null ? null : advisedSettings(recommendation),
    taken,
  };
}

/** Whether it can be told what a take was made with: a rehearsal and a file that was brought in teach nothing. */
export function canTeach({ assetType, recipe, rehearsal }: Take): boolean {
  return assetType === 'image' && recipe !== null && !rehearsal;
}

/** A take that no advice led to, as learning keeps it. */
export function sessionOfTake(take: Take, facts: PictureFacts, intent: PromptAnalysis['intent']): LearningSession {
  const { prompt, steps, cfgScale: guidanceScale, width, height, loras } = facts;
  return {
    id: take.id,
    atMs: Date.parse(take.createdAt),
    prompt,
    model: take.model ?? unknownModel,
    style: intent.artisticStyle,
    content: intent.contentType,
    advised: null,
    taken: {
      loras: loras.map(({ id, weight }) => ({ id, weight })),
      params: { steps, guidanceScale, width, height },
    },
  };
}

function advisedSettings({ loras, params }: NonNullable<MadePicture['note']['recommendation']>): SessionSettings {
  const { steps, guidanceScale, width, height } = params.params;
  return {
    loras: loras.loras.map(({ id, weight }) => ({ id, weight })),
    params: { steps, guidanceScale, width, height },
  };
}
