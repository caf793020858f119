/** The token is not one that this server accepts. Why is for the log, not for the client. */
export class InvalidAccessToken extends Error {
  override name = 'InvalidAccessToken'
}
