import type { en } from '../en/index.ts';
import { assist, learning } from './assist.ts';
import { axes } from './axes.ts';
import { canvas } from './canvas.ts';
import { cells } from './cells.ts';
import { columns } from './columns.ts';
import { contactSheet } from './contact-sheet.ts';
import { costs, history } from './costs.ts';
import { documents } from './documents.ts';
import { engine } from './engine.ts';
import { failure } from './failures.ts';
import { file } from './files.ts';
import { picture, reader } from './generate.ts';
import { graph, graphEdit } from './graph.ts';
import { form, placeholder } from './inspector.ts';
import { clipboard, comeback, find, keySettings, palette, steps } from './keys.ts';
import { launch } from './launch.ts';
import { models } from './models.ts';
import { notice } from './notice.ts';
import { onceMore } from './once-more.ts';
import { promptTools } from './prompt-tools.ts';
import { providers } from './providers.ts';
import { jobs, queue } from './queue.ts';
import { runEnd } from './run-end.ts';
import { shell } from './shell.ts';
import { structure, table } from './table.ts';
import { wiring } from './wiring.ts';
import { work } from './work.ts';

export const es: typeof en = {
  ...shell,
  ...work,
  assist,
  axes,
  learning,
  canvas,
  cells,
  columns,
  contactSheet,
  costs,
  history,
  engine,
  file,
  form,
  graph,
  graphEdit,
  jobs,
  queue,
  launch,
  runEnd,
  models,
  notice,
  onceMore,
  picture,
  placeholder,
  promptTools,
  providers,
  reader,
  structure,
  wiring,
  clipboard,
  comeback,
  documents,
  find,
  keySettings,
  palette,
  steps,
  table,
  failure,
};
