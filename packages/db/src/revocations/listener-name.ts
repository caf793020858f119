/** How a connection that follows revocations is seen by others, from the moment it has caught up. */
export const LISTENER_NAME = 'chaperone-revocations'
/** On which it says how far it has come. */
export const KNOWN_CHANNEL = 'chaperone_revocations_known'
/** On which revocations are announced, and questions how far listeners have come. */
export const REVOCATIONS_CHANNEL = 'chaperone_revocations'
/** A question, followed by its id: no kind of revocation has this name. */
export const QUESTION = 'known?'
