/** An error of the local runner that one line explains; `name` is always `LocalHubError`. */
export class LocalHubError extends Error {
  override readonly name = 'LocalHubError';
}
