/** What an asset URL asks for. */
export interface AssetRequest {
  id: string;
  variant: 'full' | 'thumbnail';
  /** A preview of a running cell: its id is used once, its bytes are gone soon. */
  preview: boolean;
}

/** `artifacts/<id>` or `artifacts/<id>/thumbnail`: the grammar of `assetPath`. Ids have the alphabet of take ids. */
const assetPattern = /^\/artifacts\/([A-Za-z0-9_-]{1,64})(\/thumbnail)?$/;

/** Reads a URL path (as it came, not decoded); null when it is not that of an asset. */
export function parseAssetPath(path: string): AssetRequest | null {
  const match = assetPattern.exec(path);
  const id = match?.[1];
  if (id === undefined) return null;
  return { id, variant: match?.[2] === undefined ? 'full' : 'thumbnail', preview: id.startsWith('preview-') };
}
