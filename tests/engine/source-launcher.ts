import { join, resolve } from 'node:path';
import { isBuilt } from '../../scripts/bootstrap.mjs';
import {
  createNodeChildLauncher,
  type ChildHandle,
  type ChildLauncher,
  type ChildProgram,
} from '../../src/main/child/index.ts';

const folders: Record<ChildProgram, string> = {
  'diffusion-child': 'diffusion',
  'picture-child': 'picture',
  'weights-child': 'weights',
  'rehearsal-child': 'engine/rehearsal',
};

/** Read once: whether nothing has changed since the build. */
const isCurrent = isBuilt();

/**
 * Launches the child programs of these sources, and remembers them: as they are built where that is up to date, because a
 * program of hundreds of modules takes four times as long to start, else straight from the sources, as Node 24 can.
 */
export function createSourceLauncher(): ChildLauncher & { children: { program: ChildProgram; handle: ChildHandle }[] } {
  const root = resolve(import.meta.dirname, '../..');
  const node = createNodeChildLauncher((program) =>
    isCurrent
      ? join(root, 'out', 'main', `${program}.js`)
      : join(root, 'src', 'main', folders[program], `${program}.ts`),
  );
  const children: { program: ChildProgram; handle: ChildHandle }[] = [];
  return {
    children,
    launch(program) {
      const handle = node.launch(program);
      children.push({ program, handle });
      return handle;
    },
  };
}
