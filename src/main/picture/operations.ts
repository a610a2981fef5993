import sharp, { type Sharp } from 'sharp';
import type { PictureMediaType } from '../../shared/artifact/index.ts';
import type { OperationInput, OperationName, OperationOutput } from './protocol.ts';
import { decoding, openPicture } from './open-picture.ts';

type Operations = { [N in OperationName]: (input: OperationInput<N>) => Promise<OperationOutput<N>> };

const encoders: Record<PictureMediaType, (picture: Sharp) => Sharp> = {
  'image/png': (picture) => picture.png(),
  'image/jpeg': (picture) => picture.flatten({ background: '#ffffff' }).jpeg({ quality: 92 }),
  'image/webp': (picture) => picture.webp({ quality: 92 }),
};

/** What the picture process does, one function an operation. */
export const operations: Operations = {
  probe: ({ file }) =>
    decoding(file, async () => {
      const { picture, mediaType } = await openPicture(file);
      // A header alone proves nothing: the pixels are decoded once, so that a cut file is found here.
      const { info } = await picture.autoOrient().raw().toBuffer({ resolveWithObject: true });
      return { mediaType, width: info.width, height: info.height };
    }),

  decodeRgb: ({ file, width, height }) =>
    decoding(file, async () => {
      const { picture } = await openPicture(file);
      const data = await picture
        .autoOrient()
        .flatten({ background: '#ffffff' })
        .resize(width, height, { fit: 'cover', kernel: 'lanczos3' })
        .toColourspace('srgb')
        .removeAlpha()
        .raw()
        .toBuffer();
      return { width, height, data };
    }),

  encodePng: ({ width, height, data }) =>
    sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer(),

  encode: async ({ width, height, data, target, mediaType }) => {
    const picture = sharp(data, { raw: { width, height, channels: 3 } });
    await encoders[mediaType](picture).toFile(target);
    return null;
  },

  convert: ({ file, target, mediaType, scale }) =>
    decoding(file, async () => {
      // Our files carry no EXIF, so the orientation has to go into the pixels.
      const picture = (await openPicture(file)).picture.autoOrient();
      await encoders[mediaType](scale === 1 ? picture : await enlarged(picture, scale)).toFile(target);
      return null;
    }),

  frame: ({ file, target, options }) =>
    decoding(file, async () => {
      const { picture } = await openPicture(file);
      // PNG between the steps: sharp's default is the input's format, and a JPEG would be compressed a second time.
      const source = await picture
        .autoOrient()
        .flatten({ background: '#ffffff' })
        .png()
        .toBuffer({ resolveWithObject: true });
      const width = source.info.width * options.scale;
      const height = source.info.height * options.scale;
      const extend = (size: number, background: string) => ({
        top: size,
        bottom: size,
        left: size,
        right: size,
        background,
      });
      // sharp applies one `extend` a pipeline, so the border is a second one.
      const matted = await sharp(source.data)
        .resize(width, height, { kernel: options.kernel, fit: 'fill' })
        .extend(extend(options.matte, options.matteColor))
        .png()
        .toBuffer();
      const info = await sharp(matted).extend(extend(options.border, options.borderColor)).png().toFile(target);
      return { mediaType: 'image/png', width: info.width, height: info.height };
    }),

  thumbnail: ({ file, maxEdge }) =>
    decoding(file, async () => {
      const { picture } = await openPicture(file);
      return picture
        .autoOrient()
        .resize(maxEdge, maxEdge, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 90 })
        .toBuffer();
    }),
};

/** The picture so many times as large, with its transparency. */
async function enlarged(picture: Sharp, scale: number): Promise<Sharp> {
  const { data, info } = await picture.png().toBuffer({ resolveWithObject: true });
  return sharp(data).resize(info.width * scale, info.height * scale, { kernel: 'lanczos3', fit: 'fill' });
}
