import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { freshFolder } from '../telar-process.ts';

const root = resolve(import.meta.dirname, '../..');

let project: string;
beforeAll(async () => {
  project = await freshFolder('consumer');
  await mkdir(join(project, 'node_modules'));
  await symlink(root, join(project, 'node_modules', 'telar'), 'junction');
  await writeFile(join(project, 'package.json'), '{"name":"consumer","type":"module"}');
  const page = await readFile(join(root, 'docs', 'library.md'), 'utf8');
  const [matrix = '', , pipeline = ''] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, example = '']) => example);
  await writeFile(join(project, 'example.ts'), matrix);
  await writeFile(join(project, 'pipeline.ts'), pipeline);
});

function run(program: string, args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { PATH: process.env.PATH, HOME: project, TELAR_HOME: join(project, 'home') };
  return new Promise((done) => {
    execFile(program, args, { cwd: project, env }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

it('runs the example of the documentation in a project of its own', async () => {
  const { code, stdout, stderr } = await run(process.execPath, ['example.ts']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('unit1_layer1_image.png');
  expect(existsSync(join(project, 'outputs', 'unit1_layer0_image.png'))).toBe(true);
});

it('makes pictures by advice as the documentation shows it, in a project of its own', async () => {
  const { code, stdout, stderr } = await run(process.execPath, ['pipeline.ts']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain("id: 'sepia'");
  expect(['lighthouse.png', 'trees.png'].filter((name) => !existsSync(join(project, name)))).toEqual([]);
}, 60_000);

it('gives it types, without any package but TypeScript', async () => {
  const wrong = `import { createLayerEngine, createPipeline } from 'telar';
const n: number = await createLayerEngine().generateLayer(0);
createPipeline({ mode: 'magic' });
`;
  await writeFile(join(project, 'wrong.ts'), wrong);
  const tsc = (...files: string[]): ReturnType<typeof run> => {
    const options = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--target', 'es2024', '--module', 'nodenext'];
    return run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), ...options, ...files]);
  };
  const { stdout } = await tsc('wrong.ts');
  expect(stdout).toContain("Type 'string[]' is not assignable to type 'number'");
  expect(stdout).toContain(`Type '"magic"' is not assignable to type 'OperationMode`);
  expect(await tsc('example.ts', 'pipeline.ts')).toEqual({ code: 0, stdout: '', stderr: '' });
});
