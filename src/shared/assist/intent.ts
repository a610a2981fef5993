import { z } from 'zod';

/**
 * Guidance scales (CFG) that suit a style. Anime and photographs from the product's specification; the artistic ones
 * share its third range.
 */
const guidance = { anime: [5, 8], photographic: [8, 12], artistic: [7, 10] } as const;

/** How a picture of a style is made: styles of one medium mix, those of different media contradict each other. */
export type Medium = 'photographed' | 'drawn' | 'painted' | 'rendered';

export interface StyleProperties {
  medium: Medium;
  /** Lowest and highest guidance scale that suits it. */
  guidance: readonly [number, number];
}

export const artisticStyles = {
  photorealistic: { medium: 'photographed', guidance: guidance.photographic },
  anime: { medium: 'drawn', guidance: guidance.anime },
  cartoon: { medium: 'drawn', guidance: guidance.anime },
  painting: { medium: 'painted', guidance: guidance.artistic },
  'digital-art': { medium: 'painted', guidance: guidance.artistic },
  'concept-art': { medium: 'painted', guidance: guidance.artistic },
  sketch: { medium: 'drawn', guidance: guidance.artistic },
  'pixel-art': { medium: 'drawn', guidance: guidance.artistic },
  '3d-render': { medium: 'rendered', guidance: guidance.artistic },
  abstract: { medium: 'painted', guidance: guidance.artistic },
} as const satisfies Record<string, StyleProperties>;

export const artisticStyle = z.enum(Object.keys(artisticStyles) as [ArtisticStyle, ...ArtisticStyle[]]);
export type ArtisticStyle = keyof typeof artisticStyles;

export interface ContentProperties {
  /** Which way the picture lies where the model leaves a choice. */
  orientation: 'upright' | 'wide' | 'square';
  /** Whether people are what it shows: hands and faces can go wrong. */
  hasPeople: boolean;
}

export const contentTypes = {
  portrait: { orientation: 'upright', hasPeople: true },
  'full-body': { orientation: 'upright', hasPeople: true },
  group: { orientation: 'wide', hasPeople: true },
  animal: { orientation: 'square', hasPeople: false },
  landscape: { orientation: 'wide', hasPeople: false },
  cityscape: { orientation: 'wide', hasPeople: false },
  interior: { orientation: 'wide', hasPeople: false },
  product: { orientation: 'square', hasPeople: false },
  abstract: { orientation: 'square', hasPeople: false },
} as const satisfies Record<string, ContentProperties>;

export const contentType = z.enum(Object.keys(contentTypes) as [ContentType, ...ContentType[]]);
export type ContentType = keyof typeof contentTypes;

export interface QualityProperties {
  /** Order of the levels: 0 is the roughest. */
  rank: number;
}

export const qualityLevels = {
  draft: { rank: 0 },
  standard: { rank: 1 },
  high: { rank: 2 },
  masterpiece: { rank: 3 },
} as const satisfies Record<string, QualityProperties>;

export const qualityLevel = z.enum(Object.keys(qualityLevels) as [QualityLevel, ...QualityLevel[]]);
export type QualityLevel = keyof typeof qualityLevels;

/** What the picture is to be. Each confidence is 0 where nothing in the prompt says so, 1 where all words agree. */
export const intent = z.object({
  /** Null where no word names a style: then no style is to be assumed. */
  artisticStyle: artisticStyle.nullable(),
  /** Null where no word tells what the picture shows. */
  contentType: contentType.nullable(),
  /** `standard` where no word asks for a quality. */
  qualityLevel,
  confidence: z.object({
    artisticStyle: z.number().min(0).max(1),
    contentType: z.number().min(0).max(1),
    qualityLevel: z.number().min(0).max(1),
  }),
});
export type Intent = z.output<typeof intent>;
