import { addDays } from '../../../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { inForce } from '../../../../shared/domain/habilitation/habilitation.ts';
import { isOwnGift, standingOf } from '../../../../shared/domain/habilitation/review.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import { isFailing, type MailboxProof, mailboxIdOf } from '../../../../shared/store/mailboxes.ts';
import type { PersonEntry } from '../../../../shared/store/persons.ts';
import { type Answers, readerOf } from '../../page.ts';
import { coverageOf } from '../../views/administration/coverage.tsx';
import { type Looked, OverviewPage } from '../../views/administration/overview.tsx';
import { type Box, MailboxesPage, PartnerPage, PartnersPage } from '../../views/administration/registers.tsx';
import { refuse } from '../refuse.tsx';
import { type AdminDeps, registersOf } from './deps.ts';

/** Days before a partner leaves from which it is told. */
const LEAVING_DAYS = 60;

/** The stage's mailboxes, each address once, with all that it serves. */
const boxesOf = ({ mailboxes }: AdminDeps, proofs: ReadonlyMap<string, MailboxProof>): Box[] => {
  const { arrondissements, ccapex, saisineCcapex, secretariatsCcapex } = mailboxes;
  const serving: [string, string][] = [
    ...Object.entries(arrondissements).map(([code, mail]): [string, string] => [
      mail,
      `arrondissement de ${Object.entries(arrondissementNames).find(([one]) => one === code)?.[1] ?? code}`,
    ]),
    [ccapex, 'CCAPEX'],
    [saisineCcapex, 'saisine de la CCAPEX'],
    [secretariatsCcapex.nord, 'secrétariat de la CCAPEX, formation nord'],
    [secretariatsCcapex.sud, 'secrétariat de la CCAPEX, formation sud'],
  ];
  return [...Map.groupBy(serving, ([mail]) => mail)].map(([mail, all]) => ({
    mail,
    serves: all.map(([, what]) => what),
    proof: proofs.get(mailboxIdOf(mail)),
  }));
};

const toLookAt = (persons: readonly PersonEntry[], today: string): Looked[] =>
  persons.flatMap((person) =>
    person.habilitations
      .filter((right) => {
        const standing = standingOf(right, today);
        const isOwn = isOwnGift(right, person.id) && right.confirmed === undefined && standing !== 'ended';
        return standing === 'toReview' || standing === 'ending' || isOwn;
      })
      .map((right) => ({ person, right })),
  );

/** What is due, and the registers that are only read here. */
export const overviewPages = (
  deps: AdminDeps,
): Answers<'administration' | 'partners' | 'partner' | 'mailboxes'> => {
  const { persons, partners, proofs, addresses } = registersOf(deps);
  const { stage, now } = deps;
  return {
    administration: async (c, signedIn) => {
      const today = parisDay(now());
      const [everybody, registry, { whole }, proven] = await Promise.all([
        persons.all(),
        partners.all(),
        addresses(),
        proofs.all(),
      ]);
      const boxes = boxesOf(deps, proven);
      const due = {
        rights: toLookAt(everybody, today),
        administrators: everybody.filter(({ habilitations }) =>
          inForce(habilitations, today).some(({ role }) => role === 'administrateur'),
        ).length,
        partnersEnding: registry.filter(
          ({ to }) => to !== undefined && today <= to && to <= addDays(today, LEAVING_DAYS),
        ),
        failing: boxes
          .filter(({ proof }) => proof && isFailing(proof))
          .map(({ serves }) => serves.join(', ')),
        unproven: boxes.filter(({ proof }) => proof?.deliveredAt === undefined).length,
        mailboxes: boxes.length,
        persons: everybody.length,
        partners: registry.length,
        coverage: coverageOf(whole),
      };
      return c.html(<OverviewPage reader={readerOf(signedIn)} due={due} today={today} />);
    },

    partners: async (c, signedIn) =>
      c.html(
        <PartnersPage
          reader={readerOf(signedIn)}
          partners={await partners.all()}
          stage={stage}
          today={parisDay(now())}
        />,
      ),

    partner: async (c, signedIn) => {
      const code = c.req.param('code') ?? '';
      const [partner, changes, everybody] = await Promise.all([
        partners.get(code),
        partners.changes(code),
        persons.all(),
      ]);
      if (!partner) return refuse(c, 'noSuch');
      const today = parisDay(now());
      return c.html(
        <PartnerPage
          reader={readerOf(signedIn)}
          partner={partner}
          changes={changes}
          persons={everybody.filter(({ habilitations }) =>
            inForce(habilitations, today).some((one) => one.role === 'partenaire' && one.partner === code),
          )}
          stage={stage}
          today={today}
        />,
      );
    },

    mailboxes: async (c, signedIn) =>
      c.html(
        <MailboxesPage reader={readerOf(signedIn)} boxes={boxesOf(deps, await proofs.all())} stage={stage} />,
      ),
  };
};
