/**
 * Credentials of a function, which Lambda puts in the environment
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime). Bundling substitutes
 * this module for the SDK's default chain (files, SSO, instance metadata…), which no function uses and which weighs 135 KB in
 * each. Same export, same shape.
 *
 * @throws Error when the environment has none: the code is not running as a function
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  const { AWS_SESSION_TOKEN: sessionToken } = process.env;
  if (!accessKeyId || !secretAccessKey) throw new Error('no credentials in the environment');
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
};
