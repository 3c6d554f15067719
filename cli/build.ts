import { CANNOT, chosen, DONE, Misused } from './arguments.ts';
import { command } from './command.ts';
import { runProgram } from './program.ts';

/** What is written from the code or the lock, and committed; each says, when only asked, whether what is committed is true. */
const generated: Readonly<Record<string, (check: boolean) => Promise<boolean>>> = {
  territory: async (check) => (await import('./build/territory.ts')).buildTerritory(check),
  contracts: async () => {
    // It reads --check and --publish by itself.
    await import('./build-contracts.ts');
    return process.exitCode === undefined || process.exitCode === DONE;
  },
  delays: async (check) => (await import('./build/delays.ts')).buildDelays(check),
  aipd: async (check) => (await import('./build/aipd.ts')).buildAipd(check),
  sbom: async (check) => (await import('./build/sbom.ts')).buildSbom(check),
};
/** What is written when it is named, and not checked. */
const byName: typeof generated = {
  demo: async () => {
    await (await import('./build/demo.ts')).buildDemo();
    return true;
  },
  lock: async () => {
    await (await import('./build/lock.ts')).completeLock();
    return true;
  },
};

const build = command({
  about: 'Écrit ce que le dépôt garde et que le code produit ; sans nom, tout sauf demo et lock.',
  usage: `[QUOI…] [--check]

territory  la table des communes (shared/domain/territory)
contracts  schémas, exemples et pages des contrats (docs/contracts) ; avec --publish, les fige
delays     le guide des échéances (docs/guides/echeances.md)
aipd       les durées de conservation (docs/aipd.md)
sbom       la liste de ce dont la plateforme est faite (docs/security/sbom.cdx.json)
demo       le mois de démonstration (test/fixtures/demo)
lock       package-lock.json, complété pour les autres systèmes : après une installation qui l’a changé`,
  options: {
    check: { type: 'boolean', about: 'n’écrit rien, et dit ce qui n’est plus à jour' },
    publish: { type: 'boolean', about: 'fige les schémas des contrats (contracts seul)' },
  },
  operands: Number.POSITIVE_INFINITY,
  run: async ({ values: { check = false, publish }, operands }) => {
    const known = check ? generated : { ...generated, ...byName };
    const names = operands.length > 0 ? operands : Object.keys(generated);
    if (publish && names.join() !== 'contracts') throw new Misused('--publish ne vaut que pour contracts');
    const makers = names.map((name) => chosen(known, name, 'sortie'));
    let whole = true;
    for (const make of makers) whole = (await make(check)) && whole;
    return whole ? DONE : CANNOT;
  },
});

await runProgram(build, 'npm run build --');
