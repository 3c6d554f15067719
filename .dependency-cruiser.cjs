/**
 * Which folder may import which (docs/architecture.md). A caller is to the left, what it calls to its right:
 *
 *   cli · functions → intake → cases → outbound → store → domain
 *
 * A folder may import folders to its right, as the rules below list them, and none to its left. The kit (the files directly under
 * `shared/`, such as errors and limits, with `shared/aws` and `shared/log`) is imported by all and imports none of them.
 */
const kit = 'shared/([^/]+\\.ts$|(aws|log)/)';
/** The rule of one folder of `shared/`: it may import itself, the domain, the kit, and the folders named after it. */
const room = (name, ...below) => ({
  name: `${name}-calls-below`,
  severity: 'error',
  from: { path: `^shared/${name}/` },
  to: {
    path: '^(shared|functions|infra|cli|local|lab|test)/',
    pathNot: `^(${[name, 'domain', ...below].map((one) => `shared/${one}/`).join('|')}|${kit})`,
  },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-circle-of-folders',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(shared|functions|infra|cli|local|lab)' },
      to: { circular: true },
    },
    {
      name: 'domain-is-pure',
      comment:
        'No AWS, no clock, no I/O: the domain imports itself, zod, hashing, the table of public holidays, sounds and distances of names, linear programs.',
      severity: 'error',
      from: { path: '^shared/domain/' },
      to: {
        pathNot:
          '^(shared/domain/|node_modules/zod/|node_modules/@socialgouv/jours-feries/|node_modules/talisman/|node_modules/yalps/|crypto$)',
      },
    },
    room('store'),
    room('outbound', 'store'),
    room('cases', 'store', 'outbound/(replies|reports|texts)'),
    room('intake', 'store', 'outbound', 'cases'),
    room('api', 'store', 'outbound', 'intake'),
    {
      name: 'kit-calls-none',
      comment: 'What every room calls knows none.',
      severity: 'error',
      from: { path: `^${kit}` },
      to: { path: '^shared/', pathNot: `^${kit}` },
    },
    {
      name: 'shared-knows-no-caller',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|infra|cli|local|lab|test)/' },
    },
    {
      name: 'functions-know-no-infra',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(infra|cli|local|lab|test)/' },
    },
    {
      name: 'functions-are-apart',
      comment: 'What two functions need is in shared/.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'island-is-of-the-browser',
      comment:
        'Scripts of pages are built apart, for browsers: they import themselves only, and nobody imports them.',
      severity: 'error',
      from: { path: '^functions/portal/island/' },
      to: { pathNot: '^functions/portal/island/' },
    },
    {
      name: 'nobody-imports-the-island',
      severity: 'error',
      from: { pathNot: '^functions/portal/island/' },
      to: { path: '^functions/portal/island/' },
    },
    {
      name: 'infra-takes-paths-not-code',
      comment: 'Stacks see a function as an entry path; the gateway alone reads the list of routes.',
      severity: 'error',
      from: { path: '^infra/', pathNot: '^infra/api-routes\\.ts$' },
      to: { path: '^(functions|shared|cli|local|lab|test)/' },
    },
    {
      name: 'infra-reads-routes-only',
      severity: 'error',
      from: { path: '^infra/api-routes\\.ts$' },
      to: { path: '^(functions|shared|cli|local|lab|test)/', pathNot: '^shared/api/' },
    },
    {
      name: 'runner-is-generic',
      comment: 'It reads a template, and knows nothing of this project.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^(infra|functions|shared|cli|lab|test)/' },
    },
    {
      name: 'cli-calls-no-lab',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^(functions|lab|test)/' },
    },
    {
      name: 'lab-is-nobodys',
      comment: 'The laboratory may import anything; tests alone import it.',
      severity: 'error',
      from: { path: '^(infra|functions|shared|cli|local)/' },
      to: { path: '^lab/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
