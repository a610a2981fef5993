import { z } from 'zod';
import { assetType, type AssetType } from '../../../shared/artifact/index.ts';

const known = z.array(assetType).max(1);

/** Kinds of assets that a wish such as `image/*` means; none of them means any. */
export function assetTypesOf(accepts: string | null): AssetType[] {
  const parsed = known.safeParse([accepts?.split('/')[0]]);
  return parsed.success ? parsed.data : [];
}
