/** An error of the local runner that its message explains in one line. Its `name` is always `LocalHubError`. */
export class LocalHubError extends Error {
  override readonly name = 'LocalHubError';
}
