import { readSecret } from '../aws/read-secret.ts';

/** The keys of a receiver, from the ARNs of the secrets that hold them. Called once, at a cold start. Two requests in parallel. */
export const readKeys = async ({
  MATCHING_KEY_SECRET,
  CANARY_KEY_SECRET,
}: {
  MATCHING_KEY_SECRET: string;
  CANARY_KEY_SECRET: string;
}): Promise<{ MATCHING_KEY: string; CANARY_KEY: string }> => {
  const [MATCHING_KEY, CANARY_KEY] = await Promise.all([
    readSecret(MATCHING_KEY_SECRET),
    readSecret(CANARY_KEY_SECRET),
  ]);
  return { MATCHING_KEY, CANARY_KEY };
};
