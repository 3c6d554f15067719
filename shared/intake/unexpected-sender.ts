import { type Issue, issueCodes } from '../outbound/replies/issue.ts';

/** A message names another sender than its channel's. */
export const unexpectedSender = (sender: string): Issue => ({
  code: issueCodes.expediteur,
  path: 'sender',
  expected: `« ${sender} », le titulaire du canal`,
  message: 'L’expéditeur annoncé n’est pas celui du canal.',
});
