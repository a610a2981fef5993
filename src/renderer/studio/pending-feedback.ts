import type { TakeId } from '../../shared/base/index.ts';
import {
  saidAfter,
  type Feedback,
  type Generation,
  type GenerationPicture,
  type Said,
} from '../../shared/assist/index.ts';

export interface FeedbackParts {
  /** Answers whether the core took it. */
  send: (said: Feedback) => Promise<boolean>;
  /** Fetches what is true after something was answered. */
  refresh: () => Promise<void>;
}

/** What the user says of pictures, on its way. */
export interface PendingFeedback {
  say(id: TakeId, said: Said): Promise<boolean>;
  /** A generation as it is once everything that is on its way has arrived. */
  asWished(generation: Generation): Generation;
  /** Resolves when everything on its way has arrived. */
  settled(): Promise<void>;
}

/**
 * Sends what is said one after the other, and what is said of one picture meanwhile as one: who walks through the stars
 * by arrow key gives one rating. What is fetched meanwhile may be older than that.
 */
export function createPendingFeedback({ send, refresh }: FeedbackParts): PendingFeedback {
  const waiting = new Map<TakeId, Said>();
  let underWay: Feedback | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function turn(id: TakeId): Promise<boolean> {
    const said = waiting.get(id);
    // It went along with what was said before it.
    if (said === undefined) return true;
    waiting.delete(id);
    underWay = { id, ...said };
    const isDone = await send(underWay);
    underWay = null;
    // What was refused goes back to what it was.
    await refresh();
    return isDone;
  }

  function asWished(picture: GenerationPicture): GenerationPicture {
    const { takeId } = picture;
    if (takeId === null) return picture;
    const { id: _id, ...sent } = underWay?.id === takeId ? underWay : { id: takeId };
    return withSaid(withSaid(picture, sent), waiting.get(takeId) ?? {});
  }

  return {
    say(id, said) {
      waiting.set(id, { ...waiting.get(id), ...said });
      const mine = queue.then(() => turn(id));
      queue = mine;
      return mine;
    },
    asWished: (generation) => ({ ...generation, pictures: generation.pictures.map(asWished) }),
    async settled() {
      await queue;
    },
  };
}

function withSaid(picture: GenerationPicture, { rating, ...more }: Said): GenerationPicture {
  const stars = rating === undefined ? picture.rating : (rating ?? 0);
  return { ...picture, rating: stars, said: saidAfter(picture.said, more) };
}
