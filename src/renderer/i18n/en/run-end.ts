/** Sentences about runs that have ended, and what can be done with what they made. */
export const runEnd = {
  retryCell: 'Retry {{cell}}',
  variantsMade_one: '{{count}} variant made',
  variantsMade_other: '{{count}} variants made',
  allCells: 'Show the history of all cells',
  pathCopied: 'A browser opens no folders: the path was copied',
  pathOnly: 'A browser opens no folders. The file is here',
  showInFolder: 'Show in the folder',
};
