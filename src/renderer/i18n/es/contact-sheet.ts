import type { contactSheet as english } from '../en/contact-sheet.ts';

/** Spanish sentences of contact sheets. */
export const contactSheet: typeof english = {
  save: 'Hoja de contactos',
  /** Last part of a file's name. */
  file: 'hoja-de-contactos',
  hint: 'Guarda todas las imágenes en una sola hoja con sus rótulos.',
};
