import { CANNOT, chosen, DONE, Misused } from './arguments.ts';
import { command } from './command.ts';
import { runProgram } from './program.ts';

/**
 * Committed files that are written from the code or the lock. With `check`, each only says whether the committed file is up to date.
 */
const committed: Readonly<Record<string, (check: boolean) => Promise<boolean>>> = {
  territory: async (check) => (await import('./build/territory.ts')).buildTerritory(check),
  delays: async (check) => (await import('./build/delays.ts')).buildDelays(check),
  law: async (check) => (await import('./build/law.ts')).buildLaw(check),
  aipd: async (check) => (await import('./build/aipd.ts')).buildAipd(check),
  acces: async (check) => (await import('./build/acces.ts')).buildAcces(check),
  engagements: async (check) => (await import('./build/engagements.ts')).buildEngagements(check),
  indicateurs: async (check) => (await import('./build/indicateurs.ts')).buildIndicateurs(check),
  sbom: async (check) => (await import('./build/sbom.ts')).buildSbom(check),
};
/** Files written only when they are named, and never checked. */
type Asked = { publish?: boolean | undefined; into?: string | undefined };
const byName: Readonly<Record<string, (asked: Asked) => Promise<boolean>>> = {
  contracts: async ({ publish, into }) => {
    const made = await import('./build/contracts.ts');
    if (publish) return made.publishContracts();
    await (into === undefined ? made.buildContracts() : made.buildPortalContracts(into));
    return true;
  },
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
  about:
    'Écrit ce que le code produit : ce qui est nommé, ou, sans nom, territory, delays, law, aipd, acces, engagements, indicateurs et sbom.',
  usage: `[QUOI…] [--check]

territory    la table des communes (shared/domain/territory)
delays       le guide des échéances (docs/guides/echeances.md)
law          le tableau des règles et de leurs sources (docs/law.md)
aipd         les durées de conservation (docs/aipd.md)
acces        qui voit quoi dans une commission (docs/security/commissions.md)
engagements  les engagements de la charte et ce qui les porte (docs/engagements.md)
indicateurs  les indicateurs de la charte et ce qui les compte (docs/indicateurs.md)
sbom         la liste de ce dont la plateforme est faite (docs/security/sbom.cdx.json)
contracts    schémas, exemples et pages des contrats (dist/contracts, hors du dépôt) ; avec --publish, fige les schémas
demo         la démonstration (test/fixtures/demo)
lock         package-lock.json, complété pour les autres systèmes : après une installation qui l’a changé`,
  options: {
    check: { type: 'boolean', about: 'n’écrit rien, et dit ce qui n’est plus à jour' },
    into: {
      type: 'string',
      value: 'DOSSIER',
      about: 'y écrit ce que les pages servent des contrats (contracts seul)',
    },
    publish: {
      type: 'boolean',
      about: 'fige les schémas des contrats, si rien de publié n’en est rompu (contracts seul)',
    },
  },
  operands: Number.POSITIVE_INFINITY,
  run: async ({ values: { check = false, publish = false, into }, operands }) => {
    const names = operands.length > 0 ? operands : Object.keys(committed);
    if ((publish || into !== undefined) && names.join() !== 'contracts')
      throw new Misused('--publish et --into ne valent que pour contracts');
    const makers: Record<string, (asked: Asked) => Promise<boolean>> = check ? {} : { ...byName };
    for (const [name, make] of Object.entries(committed)) makers[name] = () => make(check);
    const asked = names.map((name) => chosen(makers, name, 'sortie'));
    let whole = true;
    for (const make of asked) whole = (await make({ publish, into })) && whole;
    return whole ? DONE : CANNOT;
  },
});

await runProgram(build, 'npm run build --');
