/** English sentences of notices by the operating system. */
export const notice = {
  title: 'Notices',
  runEnd: 'Tell me when a run ends',
  runEndHint: 'By a notice of your system, when the run took longer than ten seconds and you look at something else.',
  denied:
    'The browser does not allow notices of this page. Allow them in its settings for this page, then switch this on.',
};
