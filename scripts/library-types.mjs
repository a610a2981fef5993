import { dirname, join } from 'node:path';
import ts from 'typescript';

/** The modules whose types a program that imports the library can see. They import no types from anywhere else. */
const modules = [
  'src/main/host/library/index.ts',
  'src/main/host/library/layer-engine.ts',
  'src/main/host/library/engine-interface.ts',
  'src/main/host/library/inference-engine.ts',
  'src/main/host/library/inference-interface.ts',
  'src/main/host/library/pipeline.ts',
  'src/main/host/library/pipeline-interface.ts',
  'src/shared/base/failure.ts',
];

/**
 * Writes the library's type declarations, as a step of the build. Nothing is type-checked or followed here: `tsc -b` does
 * that, and these few modules name all their types.
 * @param {string} root
 */
export function libraryTypes(root) {
  return {
    name: 'telar-library-types',
    closeBundle() {
      const program = ts.createProgram({
        rootNames: modules.map((file) => join(root, file)),
        options: {
          target: ts.ScriptTarget.ES2024,
          module: ts.ModuleKind.ESNext,
          moduleResolution: ts.ModuleResolutionKind.Bundler,
          allowImportingTsExtensions: true,
          declaration: true,
          emitDeclarationOnly: true,
          noCheck: true,
          noResolve: true,
          strict: true,
          types: [],
          rootDir: join(root, 'src'),
          outDir: join(root, 'out', 'types'),
        },
      });
      const { diagnostics, emitSkipped } = program.emit();
      if (!emitSkipped && diagnostics.length === 0) return;
      const host = { getCanonicalFileName: String, getCurrentDirectory: () => dirname(root), getNewLine: () => '\n' };
      throw new Error(`the library's types were not written:\n${ts.formatDiagnostics(diagnostics, host)}`);
    },
  };
}
