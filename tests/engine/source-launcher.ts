import { join, resolve } from 'node:path';
import {
  createNodeChildLauncher,
  type ChildHandle,
  type ChildLauncher,
  type ChildProgram,
} from '../../src/main/child/index.ts';

const folders: Record<ChildProgram, string> = {
  'diffusion-child': 'diffusion',
  'picture-child': 'picture',
  'rehearsal-child': 'engine/rehearsal',
};

/** Launches the child programs straight from their sources, as Node 24 can, and remembers them. */
export function createSourceLauncher(): ChildLauncher & { children: { program: ChildProgram; handle: ChildHandle }[] } {
  const root = resolve(import.meta.dirname, '../../src/main');
  const node = createNodeChildLauncher((program) => join(root, folders[program], `${program}.ts`));
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
