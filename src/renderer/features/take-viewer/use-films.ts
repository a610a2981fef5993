import { useCallback, useEffect, useRef, useState } from 'react';
import { playQuietly } from '../../ui/index.ts';

/** Pace of films, as the usual players offer it. */
export const speeds = [0.25, 0.5, 1, 1.5, 2] as const;
/** A file does not tell the page how many pictures a second it has; most films of models have 24. */
const frameSeconds = 1 / 24;

/** One or several films that are played, wound and stepped as one. */
export interface Films {
  register: (index: number, video: HTMLVideoElement | null) => void;
  isPlaying: boolean;
  isLoop: boolean;
  isMuted: boolean;
  speed: number;
  /** Seconds. */
  at: number;
  length: number;
  toggle: () => void;
  goTo: (second: number) => void;
  step: (frames: 1 | -1) => void;
  toggleLoop: () => void;
  toggleSound: () => void;
  nextSpeed: () => void;
  onTime: () => void;
}

/** Controls films; the first one leads, the others follow it. */
export function useFilms(): Films {
  const videos = useRef<(HTMLVideoElement | null)[]>([]);
  const [isPlaying, setIsPlaying] = useState(false);
  const [isLoop, setIsLoop] = useState(true);
  const [isMuted, setIsMuted] = useState(true);
  const [speed, setSpeed] = useState(1);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(0);
  const all = (): HTMLVideoElement[] => videos.current.flatMap((video) => video ?? []);
  const register = useCallback((index: number, video: HTMLVideoElement | null) => {
    videos.current[index] = video;
  }, []);

  useEffect(() => {
    for (const video of all()) Object.assign(video, { loop: isLoop, muted: isMuted, playbackRate: speed });
  });

  function goTo(second: number): void {
    const within = Math.min(length, Math.max(0, second));
    for (const video of all()) video.currentTime = Math.min(within, video.duration || within);
    setAt(within);
  }

  function pause(): void {
    for (const video of all()) video.pause();
    setIsPlaying(false);
  }

  return {
    register,
    isPlaying,
    isLoop,
    isMuted,
    speed,
    at,
    length,
    goTo,
    toggle() {
      if (isPlaying) {
        pause();
        return;
      }
      for (const video of all()) playQuietly(video);
      setIsPlaying(true);
    },
    step(frames) {
      pause();
      goTo((all()[0]?.currentTime ?? 0) + frames * frameSeconds);
    },
    toggleLoop: () => setIsLoop((before) => !before),
    toggleSound: () => setIsMuted((before) => !before),
    nextSpeed: () =>
      setSpeed((before) => speeds[(speeds.findIndex((each) => each === before) + 1) % speeds.length] ?? 1),
    onTime() {
      const [first] = all();
      if (first === undefined) return;
      setAt(first.currentTime);
      setLength(Math.max(...all().map((video) => (Number.isFinite(video.duration) ? video.duration : 0))));
      if (first.ended) setIsPlaying(false);
    },
  };
}
