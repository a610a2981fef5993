import { IconFileText, IconMovie, IconPhoto, IconWaveSine, type IconProps } from '@tabler/icons-react';
import type { AssetType } from '../../../shared/artifact/index.ts';

const icons = { image: IconPhoto, video: IconMovie, audio: IconWaveSine, text: IconFileText };

/** Icon of a kind of asset. */
export function AssetIcon({ type, ...rest }: { type: AssetType } & IconProps) {
  const TypeIcon = icons[type];
  return <TypeIcon stroke={1.5} aria-hidden {...rest} />;
}
