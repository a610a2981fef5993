// The layers of ARCHITECTURE.md as rules. tests/gates/dependency-rules.test.ts breaks each of them on purpose.

/** What each feature of src/main may use of the others, besides itself, platform/ and src/shared. */
const mayUse = {
  platform: [],
  template: [],
  matrix: [],
  memory: [],
  cost: [],
  child: [],
  picture: ['child'],
  weights: ['child'],
  diffusion: ['child', 'memory', 'weights'],
  vision: ['child'],
  artifact: ['picture'],
  model: ['memory'],
  engine: ['template', 'model', 'memory', 'picture', 'child'],
  run: ['engine', 'artifact', 'cost', 'template'],
  gallery: ['artifact'],
  feedback: ['gallery'],
  assist: ['template', 'model', 'memory', 'feedback'],
};
const features = Object.keys(mayUse);
const anyOf = (/** @type {string[]} */ names) => `(${names.join('|')})`;

/** Packages without a platform under them, for code that runs in Node.js and in the page. */
const isomorphic = [
  'zod',
  '@orpc/contract',
  '@cfworker/json-schema',
  '@noble/hashes',
  'jsonc-parser',
  'csv-parse',
  'csv-stringify',
];
const inPackage = (/** @type {string} */ name) => `(^|/)node_modules/${name}(/|$)`;
const testFile = '\\.test\\.tsx?$';

const featureRules = Object.entries(mayUse).map(([feature, others]) => ({
  name: `main-${feature}`,
  comment: `${feature} may use ${[...others, 'platform', 'shared'].join(', ')}`,
  severity: 'error',
  from: { path: `^src/main/${feature}/` },
  to: {
    path: '^src/main/',
    pathNot: [
      `^src/main/${anyOf([feature, 'platform', ...others])}/`,
      // The local engine is the client of the programs in the engine process.
      ...(feature === 'engine' ? ['^src/main/(diffusion|vision)/index\\.ts$'] : []),
    ],
  },
}));

/** A package belongs to one place: a native one, one that reaches the network, the client of a provider. */
function homeRule(/** @type {string} */ name, /** @type {string} */ packageName, /** @type {string} */ home) {
  return {
    name,
    comment: `${packageName} is imported in ${home} only`,
    severity: 'error',
    from: { path: '^src/', pathNot: [`^${home}/`, testFile] },
    to: { path: [inPackage(packageName), `^${packageName}$`] },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'a path or package that does not exist',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'not-to-tests',
      comment: 'what ships must not import tests',
      severity: 'error',
      from: { path: '^src/', pathNot: testFile },
      to: { path: [testFile, '^tests/'] },
    },
    {
      name: 'entered-by-index',
      comment: 'a feature folder is entered through its index.ts; the declarations of the library name failures alone',
      severity: 'error',
      from: { path: '^src/([^/]+)/([^/]+)/', pathNot: '^src/main/host/library/index\\.ts$' },
      to: {
        path: '^src/(shared|main)/[^/]+/',
        pathNot: ['^src/$1/$2/', '^src/(shared|main)/[^/]+/index\\.ts$', '^src/main/(engine|host)/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'renderer-entered-by-index',
      comment: 'the page itself (main.tsx and the like) enters folders by their index.ts too',
      severity: 'error',
      from: { path: '^src/renderer/[^/]+$' },
      to: { path: '^src/shared/[^/]+/', pathNot: '/index\\.ts$' },
    },
    {
      name: 'shared-is-pure',
      comment: `shared uses itself and ${isomorphic.join(', ')}; no Node.js, no DOM library`,
      severity: 'error',
      from: { path: '^src/shared/', pathNot: testFile },
      to: { pathNot: ['^src/shared/', ...isomorphic.map(inPackage)] },
    },
    {
      name: 'renderer-uses-shared-only',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: testFile },
      to: { path: '^src/', pathNot: '^src/(renderer|shared)/' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: testFile },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-has-no-renderer',
      severity: 'error',
      from: { path: '^src/main/' },
      to: { path: ['^src/renderer/', inPackage('(react|react-dom|@mantine/[^/]+|@xyflow/react)')] },
    },
    {
      name: 'core-and-below-import-no-host',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/host/' },
      to: { path: '^src/main/host/' },
    },
    {
      name: 'core',
      comment: 'core joins the features',
      severity: 'error',
      from: { path: '^src/main/core/' },
      to: { path: '^src/main/', pathNot: `^src/main/${anyOf(['core', ...features])}/` },
    },
    {
      name: 'host',
      comment: 'a host sees core, platform and the child port, never a feature',
      severity: 'error',
      from: { path: '^src/main/host/', pathNot: testFile },
      to: { path: '^src/main/', pathNot: '^src/main/(host|core|platform|child)/' },
    },
    {
      name: 'hosts-are-strangers',
      comment: 'hosts share host/content and host/local only; the command line starts the server',
      severity: 'error',
      from: { path: '^src/main/host/([^/]+)/', pathNot: '^src/main/host/cli/' },
      to: { path: '^src/main/host/', pathNot: '^src/main/host/($1|content|local)/' },
    },
    {
      name: 'cli-starts-the-server',
      severity: 'error',
      from: { path: '^src/main/host/cli/' },
      to: { path: '^src/main/host/', pathNot: '^src/main/host/(cli|content|local|server)/' },
    },
    {
      name: 'engines-are-strangers',
      severity: 'error',
      from: { path: '^src/main/engine/([^/]+)/' },
      to: { path: '^src/main/engine/[^/]+/', pathNot: '^src/main/engine/$1/' },
    },
    ...featureRules,
    {
      name: 'electron-in-its-host-only',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/main/host/electron/' },
      to: { path: [inPackage('electron'), '^electron(/|$)'] },
    },
    homeRule('sharp-in-picture-only', 'sharp', 'src/main/picture'),
    homeRule('onnx-in-the-engine-process-only', 'onnxruntime-node', 'src/main/(diffusion|vision)'),
    homeRule('sqlite-in-platform-only', 'better-sqlite3', 'src/main/platform'),
    homeRule('undici-in-the-way-out-only', 'undici', 'src/main/platform/net'),
    homeRule('keyring-in-secrets-only', '@napi-rs/keyring', 'src/main/platform/secrets'),
    homeRule('fal-client-in-its-engine-only', '@fal-ai/client', 'src/main/engine/fal'),
    homeRule('replicate-client-in-its-engine-only', 'replicate', 'src/main/engine/replicate'),
    homeRule('ollama-client-in-its-engine-only', 'ollama', 'src/main/engine/ollama'),
    {
      name: 'platform-folders-by-index',
      comment: 'within platform, too, the way out and the secrets are entered by their index.ts',
      severity: 'error',
      from: { path: '^src/main/platform/', pathNot: ['^src/main/platform/(net|secrets)/', testFile] },
      to: { path: '^src/main/platform/(net|secrets)/', pathNot: '/index\\.ts$' },
    },
    {
      name: 'network-in-the-way-out-only',
      comment: 'what opens connections lies in platform/net, where every address is checked; servers only listen',
      severity: 'error',
      from: { path: '^src/main/', pathNot: ['^src/main/platform/net/', '^src/main/host/server/', testFile] },
      to: { path: '^(node:)?(net|http|https|http2|tls|dgram|dns)(/promises)?$', dependencyTypes: ['core'] },
    },
    {
      name: 'native-work-in-a-child',
      comment: 'pictures and models are opened in a child process: what others import must not load sharp or ONNX',
      severity: 'error',
      from: { path: '^src/main/(picture|diffusion|vision)/index\\.ts$' },
      to: { path: [inPackage('sharp'), inPackage('onnxruntime-node')], reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true, // a type import is a dependency as well
    exclude: { path: '\\.(css|svg|json)$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.d.ts'],
    },
  },
};
