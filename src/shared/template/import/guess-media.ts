import type { AssetType } from '../../artifact/index.ts';

type Media = Exclude<AssetType, 'text'>;

/** Words that tell the kind of a file, the more telling ones first. */
const words: readonly (readonly [Media, RegExp])[] = [
  ['video', /\b(video|videos|film|movie|clip|mp4|gif)\b/],
  ['audio', /\b(audio|sound|song|music|voice|speech|speaker|wav|mp3|vocals|melody)\b/],
  [
    'image',
    /\b(image|images|img|picture|photo|mask|frame|face|portrait|sketch|drawing|depth|pose|png|jpe?g|garment|background|style)\b/,
  ],
];

/** What kind of file a parameter takes, by its name and else by its description; null when neither tells. */
export function guessMedia(name: string, description: string): Media | null {
  return mediaIn(name.replaceAll(/[_-]|(?<=[a-z])(?=[A-Z])/g, ' ')) ?? mediaIn(description);
}

function mediaIn(text: string): Media | null {
  const plain = text.toLowerCase();
  const found = words.filter(([, pattern]) => pattern.test(plain)).map(([media]) => media);
  // "The image or the video": both words, so neither is certain.
  return found.length === 1 ? (found[0] ?? null) : null;
}
