import { AssetDownloadError } from '../../../shared/base/index.ts';

/** A file that ends before it should. */
export function incompleteMedia(file: string, reason: string): Error {
  return new AssetDownloadError('incomplete', `This file is not complete: ${reason}.`, {
    hint: 'Run the cell again.',
    place: { file },
    values: { reason },
  });
}

/** A film or a sound whose headers make no sense. */
export function unreadableMedia(file: string, reason: string): Error {
  return new AssetDownloadError('unreadable-media', `Telar cannot read this file: ${reason}.`, {
    hint: 'Run the cell again, or replace the file.',
    place: { file },
    values: { reason },
  });
}

/** An answer for people where a film, a sound or a picture was expected. */
export function webPage(file: string): Error {
  return new AssetDownloadError('web-page', 'A web page arrived instead of the result.', {
    hint: 'The server probably answered with an error: run the cell again.',
    place: { file },
  });
}

/** Media of another type than the file's name says. */
export function wrongMediaType(file: string, found: string, wanted: string): Error {
  return new AssetDownloadError('wrong-media-type', `The file is ${found}, but its name asks for ${wanted}.`, {
    hint: 'Choose the output format that the model makes.',
    place: { file },
    values: { found, wanted },
  });
}
