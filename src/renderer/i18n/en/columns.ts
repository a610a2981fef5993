/** Further words of the table's columns. */
export const columns = {
  muteLayer: 'Muted: runs pass over it',
  /** Stands for a name in {{layers.NAME.path}}. */
  exampleName: 'NAME',
};
