import { readSecret } from '../aws/read-secret.ts';

/** The keys a receiver works under, by the secrets that hold them: read once, at a cold start. Two requests at once. */
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
