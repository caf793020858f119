export { cardOf } from './call/ask-person.ts'
export type { OfferedTool } from './catalogue.ts'
export type { ConversationSoFar, EarlierTurn, LeftByTurn } from './conversation.ts'
export { createHost, type Host, type HostOptions, type ToolCallOutcome, type TurnInput } from './create-host.ts'
export type { ClientKey } from './exchange/client-proof.ts'
export { type ExchangeOptions, exchangeMinter } from './exchange/exchange-minter.ts'
export type { ResultReference } from './flow/carried-labels.ts'
export { flowMatrix, type Label, labelWords, type TrustTier } from './flow/policy.ts'
export type { KeptResult } from './flow/seen.ts'
export type { CallOutcome, Planner, PlannerContext } from './planner.ts'
export type { Principal } from './principal.ts'
export type { Connection, CredentialRule, Registry } from './registry.ts'
export type { RemoteAccess, RemoteAccount, RemoteAccounts, RemoteServer } from './remote-accounts.ts'
export { beginAuthorization, type PendingAuthorization } from './remote-oauth/begin-authorization.ts'
export { chooseClient } from './remote-oauth/choose-client.ts'
export { clientMetadataDocument } from './remote-oauth/client-metadata-document.ts'
export { discoverRemote } from './remote-oauth/discover-remote.ts'
export { finishAuthorization } from './remote-oauth/finish-authorization.ts'
export { refreshTokens } from './remote-oauth/refresh-tokens.ts'
export { registerClient } from './remote-oauth/register-client.ts'
export type { RemoteAuthorization, RemoteFetch } from './remote-oauth/remote-authorization.ts'
export type { RegisteredClient, RemoteClient } from './remote-oauth/remote-client.ts'
export { RemoteOAuthError, type RemoteOAuthErrorCode } from './remote-oauth/remote-oauth-error.ts'
export type { RemoteTokens } from './remote-oauth/remote-tokens.ts'
export { requestChallenge } from './remote-oauth/request-challenge.ts'
export { revokeTokens } from './remote-oauth/revoke-tokens.ts'
export { scopesForChallenge } from './remote-oauth/scopes-for-challenge.ts'
export type {
  ApprovalStore,
  AskedBefore,
  HostAuditEntry,
  HostStorage,
  MintedToken,
  MintOrder,
  PermissionStore,
  PinStore,
  RecordedOutcome,
  SeenDefinition,
  StandingPermission,
  StoredApproval,
  TokenMinter,
} from './storage.ts'
