/** English sentences of asking before pictures are made once more, or a generation is gone on with. */
export const onceMore = {
  title: {
    again: 'Make this picture once more?',
    rest_one: 'Make the missing picture?',
    rest_other: 'Make the {{count}} missing pictures?',
  },
  settings: 'Settings',
  asBefore: {
    again: 'As before, with another seed',
    rest: 'As before; what is there is kept and not paid again',
  },
  limit: '{{amount}} for a run',
  next: {
    budget: 'Raise the limit in the settings, or make fewer pictures.',
    notConfigured: 'Add its key in the settings, then come back.',
    noEngine: 'Choose another model.',
  },
};
