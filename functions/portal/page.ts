import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'hono';
import type { Siege } from '../../shared/domain/commissions/acces.ts';
import type { Commission } from '../../shared/domain/commissions/commission.ts';
import type { Seance } from '../../shared/domain/commissions/seance.ts';
import type { Nomination } from '../../shared/domain/dsf/diagnostic.ts';
import type { Habilitation, Scope } from '../../shared/domain/habilitation/habilitation.ts';
import type { StoredCase } from '../../shared/store/case-store.ts';
import type { Session } from '../../shared/store/persons.ts';
import type { DepositDeps } from './deposit-deps.ts';
import type { FrameEnv } from './frame.ts';
import type { PieceLink } from './piece-link.ts';
import type { portalRoutes, RouteName } from './routes.ts';
import type { Reader } from './views/layout.tsx';

/** A signed-in person. */
export type SignedIn = {
  id: string;
  /** Names the session. */
  hash: string;
  mail: string;
  name: string;
  habilitations: readonly Habilitation[];
  scope: Scope;
  session: Session;
};
/** A commission, the session that the path names, and the seats that the reader has there. */
export type Seated = { commission: Commission; seance: Seance | undefined; sieges: readonly Siege[] };

/** An enquiry that its reader may open, and the case that it is about now: as the body appointed, or as the State that asked for it. */
export type InEnquete = { nomination: Nomination; found: StoredCase; as: 'organisme' | 'etat' };

export type PortalEnv = {
  Variables: {
    signedIn: SignedIn | undefined;
    /** Another origin to which a form of this page sends a file. */
    sendsTo: string | undefined;
  } & FrameEnv['Variables'];
};
export type Ctx = Context<PortalEnv>;

type Answered = Response | Promise<Response>;
/** Answers a page that anybody may ask for. */
type OpenAnswer = (c: Ctx, signedIn: SignedIn | undefined) => Answered;
/** Answers a page whose reader is entitled to it. */
type Answer = (c: Ctx, signedIn: SignedIn) => Answered;
/** Answers a page of a case that its reader is entitled to: the case as read, and the read recorded. */
type CaseAnswer = (c: Ctx, signedIn: SignedIn, found: StoredCase) => Answered;
/** Answers a page of a partner that its reader speaks for. */
type PartnerAnswer = (c: Ctx, signedIn: SignedIn, partner: string) => Answered;

/** Answers a page of a commission in which its reader has a seat. */
type SeatedAnswer = (c: Ctx, signedIn: SignedIn, here: Seated) => Answered;

/** Answers a page of an enquiry that its reader may open: the read is recorded. */
type EnqueteAnswer = (c: Ctx, signedIn: SignedIn, here: InEnquete) => Answered;

export type AnswerOf<N extends RouteName> = (typeof portalRoutes)[N] extends { of: 'commission' }
  ? SeatedAnswer
  : (typeof portalRoutes)[N] extends { of: 'enquete' }
    ? EnqueteAnswer
    : (typeof portalRoutes)[N] extends { of: 'dossier' }
      ? CaseAnswer
      : (typeof portalRoutes)[N] extends { of: 'partenaire' }
        ? PartnerAnswer
        : (typeof portalRoutes)[N]['who'] extends 'everybody'
          ? OpenAnswer
          : Answer;
/** The answers of an area of the portal, by the names of its routes. */
export type Answers<N extends RouteName> = { readonly [K in N]: AnswerOf<K> };

/** What pages reach. */
export type PageDeps = {
  client: DynamoDBDocumentClient;
  table: string;
  matchingKey: string;
  /** Where the portal is, without a slash at its end. */
  origin: string;
  deposits: DepositDeps;
  /** Now, ISO UTC. */
  now: () => string;
  /** The next unused reference of a year, for a case that a person opens. */
  nextReference: (year: number) => Promise<string>;
  pieceLink: PieceLink;
};

/** What a page shows of who reads it. */
export const readerOf = ({ name, session, scope }: SignedIn): Reader => ({
  name,
  formToken: session.formToken,
  scope,
});
/** The same, where perhaps nobody has signed in. */
export const anyReader = (signedIn: SignedIn | undefined): Reader | undefined =>
  signedIn && readerOf(signedIn);

/** Who says it, and when: kept with whatever a person decides on a page. */
export const answerBy = (
  { name, id }: SignedIn,
  { now }: Pick<PageDeps, 'now'>,
): { by: string; at: string; person: string } => ({ by: name, at: now(), person: id });
