import type { ArtisticStyle, ContentType, QualityLevel } from '../intent.ts';

/** What models trained on pictures of the web draw too often, whatever is asked. */
export const generalTerms = ['blurry', 'watermark', 'signature', 'text', 'jpeg artifacts', 'out of frame'] as const;

/** What a picture of a style must not look like. */
export const styleTerms: Record<ArtisticStyle, readonly string[]> = {
  photorealistic: ['cartoon', 'anime', 'painting', 'drawing', 'illustration', '3d render', 'plastic skin'],
  anime: ['photograph', 'photorealistic', '3d render', 'rough sketch', 'bad proportions'],
  cartoon: ['photograph', 'photorealistic', 'grainy', 'gritty'],
  painting: ['photograph', 'photorealistic', '3d render', 'flat colors', 'vector art'],
  'digital-art': ['photograph', 'rough sketch', 'pixelated', 'amateur'],
  'concept-art': ['photograph', 'flat lighting', 'amateur', 'unfinished'],
  sketch: ['photograph', 'photorealistic', '3d render', 'vivid colors', 'glossy'],
  'pixel-art': ['photograph', 'photorealistic', 'smooth shading', 'anti-aliasing', 'gradient', 'blurred edges'],
  '3d-render': ['photograph', 'painting', 'sketch', 'flat shading', 'low poly', 'noise'],
  abstract: ['photorealistic', 'person', 'face', 'realistic objects'],
};

const bodyTerms = ['bad anatomy', 'deformed', 'extra limbs', 'extra fingers', 'mutated hands'] as const;

/** What goes wrong in pictures of a kind. */
export const contentTerms: Record<ContentType, readonly string[]> = {
  portrait: ['deformed face', 'asymmetrical eyes', 'bad teeth', ...bodyTerms],
  'full-body': ['cropped', 'cut off feet', 'missing limbs', ...bodyTerms],
  group: ['fused bodies', 'cloned faces', 'deformed faces', ...bodyTerms],
  animal: ['deformed', 'extra legs', 'extra tail', 'missing legs', 'human face'],
  landscape: ['tilted horizon', 'oversaturated', 'flat lighting', 'power lines'],
  cityscape: ['tilted horizon', 'distorted buildings', 'warped lines', 'oversaturated'],
  interior: ['distorted perspective', 'warped lines', 'floating furniture', 'clutter'],
  product: ['cluttered background', 'distorted shape', 'fingerprints', 'duplicate'],
  abstract: ['muddy colors', 'cluttered'],
};

/** What the asked quality forbids; a draft forbids nothing. */
export const qualityTerms: Record<QualityLevel, readonly string[]> = {
  draft: [],
  standard: ['low quality'],
  high: ['low quality', 'low resolution', 'pixelated', 'poorly drawn'],
  masterpiece: ['worst quality', 'low quality', 'low resolution', 'pixelated', 'poorly drawn', 'amateur'],
};

/** Concepts that ask for what a term forbids, by their English lemmas, beside those that are the term itself. */
export const sparedBy: Readonly<Record<string, readonly string[]>> = {
  blurry: ['blurry background', 'bokeh', 'motion blur', 'shallow depth of field', 'soft light', 'fog', 'dreamy'],
  text: ['letters', 'logo', 'sign', 'poster', 'comic', 'book', 'newspaper', 'infographic', 'banner', 'blueprint'],
  watermark: ['logo'],
  signature: ['painting', 'oil painting', 'ukiyo-e'],
  cropped: ['close-up', 'upper body'],
  'out of frame': ['close-up', 'macro'],
  'cut off feet': ['portrait', 'close-up', 'upper body'],
  person: ['portrait', 'silhouette'],
  face: ['portrait', 'face', 'close-up'],
  pixelated: ['pixel art', 'voxel', 'glitch'],
  'low poly': ['low poly'],
  gradient: ['gradient'],
  'rough sketch': ['sketch', 'pencil sketch', 'draft'],
  sketch: ['sketch', 'pencil sketch', 'charcoal', 'concept art'],
  drawing: ['illustration', 'sketch', 'pencil sketch', 'ink drawing'],
  grainy: ['film grain', 'vintage', 'noir'],
  noise: ['film grain', 'glitch'],
  gritty: ['noir', 'post-apocalyptic', 'grunge'],
  'flat colors': ['flat', 'poster'],
  'vivid colors': ['vibrant', 'colorful', 'neon colours'],
  oversaturated: ['vibrant', 'neon', 'neon light', 'neon colours', 'psychedelic', 'vaporwave'],
  'flat lighting': ['flat', 'soft light'],
  'tilted horizon': ['dutch angle', 'diagonal'],
  'distorted perspective': ['fisheye', 'surreal', 'wide shot'],
  'warped lines': ['fisheye', 'surreal', 'psychedelic'],
  'distorted buildings': ['ruined', 'ruin', 'surreal', 'fisheye'],
  'distorted shape': ['surreal', 'melt', 'glass'],
  'cluttered background': ['knolling', 'collage', 'crowded'],
  clutter: ['crowded', 'dirty', 'chaotic'],
  cluttered: ['chaotic', 'collage'],
  duplicate: ['pattern', 'twin', 'reflection', 'mirror', 'symmetry', 'multiple poses'],
  'cloned faces': ['twin'],
  deformed: ['monster', 'zombie', 'demon', 'surreal', 'alien', 'cubist'],
  'deformed face': ['monster', 'zombie', 'surreal', 'mask', 'cubist'],
  'deformed faces': ['monster', 'zombie', 'surreal', 'mask', 'cubist'],
  'bad anatomy': ['monster', 'surreal', 'cubist', 'chibi', 'caricature'],
  'bad proportions': ['chibi', 'caricature'],
  'extra limbs': ['god', 'goddess', 'spider', 'octopus', 'hydra'],
  'extra legs': ['spider', 'insect', 'octopus', 'crab', 'squid'],
  'extra tail': ['fox'],
  'mutated hands': ['monster', 'zombie', 'cyborg', 'mecha'],
  'bad teeth': ['vampire', 'monster', 'zombie', 'tooth'],
  'plastic skin': ['toy', 'plastic', 'robot', 'porcelain'],
  'muddy colors': ['muted', 'earth tones', 'mud'],
  unfinished: ['draft', 'sketch'],
  glossy: ['shiny'],
};

/**
 * Models that know but a few words, by family: any other word is noise to them. English lemmas with the form that the
 * model was trained on.
 */
export const smallVocabularies: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'telar-mini': {
    house: 'house',
    tree: 'tree',
    boat: 'boat',
    ship: 'ship',
    cat: 'cat',
    balloon: 'balloon',
    tower: 'tower',
    lighthouse: 'lighthouse',
    red: 'red',
    blue: 'blue',
    yellow: 'yellow',
    white: 'white',
    purple: 'purple',
    orange: 'orange',
    sea: 'sea',
    beach: 'beach',
    mountain: 'mountains',
    hill: 'hills',
    desert: 'desert',
    forest: 'forest',
    meadow: 'meadow',
    field: 'field',
    grass: 'grass',
    snow: 'snow',
    winter: 'winter',
    sun: 'sun',
    cloud: 'clouds',
    moon: 'moon',
    star: 'stars',
    day: 'day',
    night: 'night',
    sunset: 'sunset',
    dawn: 'dawn',
    morning: 'morning',
    evening: 'evening',
  },
};
