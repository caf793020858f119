export type { Attack, Expectation } from './attack.ts'
export { type AttackFamily, allAttacks, attackFamilies } from './attacks/all.ts'
export { resultOf } from './error-of.ts'
export { hostCall } from './host-call.ts'
export type { CookieJar } from './http/cookie-jar.ts'
export { type Exchange, masked } from './http/exchange.ts'
export { send } from './http/send.ts'
export { mcpCall, toolCall } from './mcp-call.ts'
export { type AuthorizationRequest, prepareAuthorization } from './oauth/authorization-request.ts'
export { followAuthorization } from './oauth/follow-authorization.ts'
export { obtainToken } from './oauth/obtain-token.ts'
export { readCode, readToken, redeemCode } from './oauth/redeem-code.ts'
export { SignInFailed, signIn } from './oauth/sign-in.ts'
export { type AttackResult, runAttack } from './run-attack.ts'
export {
  type ClientOffice,
  createScene,
  DEMO_PASSWORD,
  type DemoUser,
  type DocumentServer,
  emailOf,
  type KeyOffice,
  type Machine,
  type Scene,
  type UserOffice,
} from './scene.ts'
export { openSession, sealSession } from './session-cookie.ts'
export { type Audience, audienceOf, loadTarget, NoRunningSystem, scopesAt, type Target } from './target.ts'
