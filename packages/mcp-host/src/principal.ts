import type { TokenOrigin } from '@chaperone/contracts'

/** The signed-in person for whom the host acts, established by the web app before anything here runs. */
export interface Principal {
  /** `sub` of the person. */
  userId: string
  name: string
  /** `session`: a browser with the person in front of it. `bearer`: a program with a token of the person. */
  via: 'session' | 'bearer'
  /** Client id of that program; null in a browser. */
  program: string | null
  /** The session, or the grant behind the program's token: what the host does for the person ends with it. */
  origin: TokenOrigin
  /**
   * The person's token for the host, as it is now: what a minter that is not the issuer exchanges. A function, so that it
   * gets into nothing that is written, shown or copied.
   */
  hostToken?(): Promise<string>
}
