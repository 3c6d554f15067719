import { partnerTemplatesOf } from '../../infra/assembly.ts';
import { stages } from '../../infra/stages.ts';
import { clientsOf } from '../../local/clients.ts';
import type { HubOptions } from '../../local/deployed.ts';
import { type LocalHub, startHub } from '../../local/hub.ts';
import type { StartFunction } from '../../local/runtime.ts';
import { createPartnerRegistry, type PartnerEntry } from '../../shared/store/partners.ts';
import { type Place, serveBoxes } from '../boxes/serve.ts';
import { addDemoCommissions } from './commissions.ts';
import { startIssuer } from './issuer.ts';
import { addDemoPersons, demoPersons } from './persons.ts';

/** Numbers that no AWS account has: nothing of a local hub is asked for them. */
const account = (n: number): string => String(n).padStart(12, '0');

const entry = (code: string, kind: string, n: number): PartnerEntry => ({
  code,
  name: code,
  kind,
  doors: ['api', 'aws'],
  account: account(n),
  contact: `${code}@local.passerelle.example`,
  from: '2026-01-01',
});

/** The partners of a local hub: the single bodies, five études, one of each other family. All have both doors. */
export const demoPartners: readonly PartnerEntry[] = [
  ...['caf', 'msa', 'bdf', 'siao', 'action-logement', 'etat', 'comed', 'fsl'].map((code, n) =>
    entry(code, code, n + 1),
  ),
  ...[
    'etude-moreau-meaux',
    'etude-lambert-melun',
    'etude-girard-provins',
    'etude-petit-fontainebleau',
    'etude-rousseau-torcy',
    'bailleur-habitat-exemple',
    'bailleur-foyers-exemple',
    'mds-meaux',
    'ccas-meaux',
    'association-exemple',
    'clpil-meaux',
    'ccapex-nord',
    'tribunal-meaux',
  ].map((code, n) => entry(code, code.slice(0, code.indexOf('-')), n + 11)),
  entry('adil', 'adil', 24),
];

/** Name of the portal's HTTP API, as its stack has it. */
export const PORTAL = 'passerelle-local-portal';

/** What the partners of the demonstration are added to. */
type Ready = Pick<LocalHub, 'addStack' | 'endpoints' | 'outputs'>;

/** Adds the demonstration's partners: their entries in the registry, and their stacks. Those that are there are left. */
export const addDemoPartners = async (hub: Ready): Promise<void> => {
  const templates = await partnerTemplatesOf('local');
  const registry = createPartnerRegistry(
    clientsOf(hub.endpoints).documents,
    hub.outputs.get('TableName') ?? '',
  );
  for (const partner of demoPartners) {
    await hub.addStack({
      name: `passerelle-local-partner-${partner.code}`,
      template: partner.kind === 'etude' ? templates.etude : templates.partner,
      parameters: { Code: partner.code, Account: partner.account ?? '', Sending: 'open' },
    });
    await registry.add(partner, { at: `${partner.from}T00:00:00.000Z`, by: 'démonstration', what: 'ajouté' });
  }
};

/**
 * Starts a local hub with the demonstration's partners and persons, an identity provider that lets one be any of them, and the mails by
 * mailbox beside the pages.
 *
 * @param options `issuerPort`: any free port when absent
 */
export const startDemoHub = async (
  { issuerPort, ...options }: HubOptions & { issuerPort?: number | undefined },
  start?: StartFunction,
): Promise<LocalHub> => {
  const issuer = await startIssuer(issuerPort);
  let place: Place | undefined;
  try {
    const hub = await startHub(
      {
        ...options,
        fronts: [...(options.fronts ?? []), serveBoxes(() => place)],
        environment: async (addressOf) => ({
          OIDC_ISSUER: issuer.url,
          CASE_URL_BASE: `${await addressOf(PORTAL)}/dossiers/`,
        }),
      },
      start,
    );
    await addDemoPartners(hub);
    const { documents } = clientsOf(hub.endpoints);
    await addDemoPersons(documents, hub.outputs.get('TableName') ?? '');
    await addDemoCommissions(documents, hub.outputs.get('TableName') ?? '');
    const portal = hub.outputs.get('PortalUrl') ?? '';
    place = { ses: hub.endpoints.ses, portal };
    issuer.serve({
      persons: demoPersons,
      clientId: stages.local.portal.clientId,
      clientSecret: hub.secrets.get(hub.outputs.get('PortalClientSecret') ?? '') ?? '',
      redirectUris: [`${portal}/connexion/retour`],
      signedOutUris: [`${portal}/`],
    });
    return {
      ...hub,
      stop: async () => {
        await hub.stop();
        await issuer.stop();
      },
    };
  } catch (error) {
    await issuer.stop();
    throw error;
  }
};
