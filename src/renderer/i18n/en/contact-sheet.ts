/** English sentences of contact sheets. */
export const contactSheet = {
  save: 'Contact sheet',
  /** Last part of a file's name. */
  file: 'contact-sheet',
  hint: 'Saves all pictures on one labelled sheet.',
};
