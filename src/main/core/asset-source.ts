/** An asset as bytes or as a file that may be streamed. */
export type AssetSource = { mediaType: string } & ({ file: string; bytes: number } | { data: Uint8Array });
