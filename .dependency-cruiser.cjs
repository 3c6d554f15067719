/** Imports point one way: functions → shared/{intake,store,mail,stream} → shared/domain; infra knows functions by path only. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment:
        'No AWS, no clock, no I/O: the domain imports itself, zod, hashing, the table of public holidays, sounds and distances of names.',
      severity: 'error',
      from: { path: '^shared/domain/' },
      to: {
        pathNot:
          '^(shared/domain/|node_modules/zod/|node_modules/@socialgouv/jours-feries/|node_modules/talisman/|crypto$)',
      },
    },
    {
      name: 'shared-knows-no-caller',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(functions|infra|test)/' },
    },
    {
      name: 'functions-know-no-infra',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(infra|test)/' },
    },
    {
      name: 'functions-are-apart',
      comment: 'What two functions need is in shared/.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'infra-takes-paths-not-code',
      comment:
        'Stacks and the local runner see a function as an entry path. Commands may read wire formats; the gateway, the list of routes.',
      severity: 'error',
      from: { path: '^infra/', pathNot: '^infra/(commands/|api-routes\\.ts$)' },
      to: { path: '^(functions|shared)/' },
    },
    {
      name: 'runner-is-generic',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^infra/', pathNot: '^local/' },
    },
    {
      name: 'handlers-call-no-sdk',
      severity: 'error',
      from: { path: '^functions/[^/]+/handler\\.ts$' },
      to: { path: 'node_modules/@aws-sdk/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
