export { cardOf } from './call/require-approval.ts'
export type { OfferedTool } from './catalogue.ts'
export { createHost, type Host, type HostOptions, type ToolCallOutcome, type TurnInput } from './create-host.ts'
export { flowMatrix, type Label, labelWords, type TrustTier } from './flow/policy.ts'
export type { CallOutcome, Planner, PlannerContext } from './planner.ts'
export type { Principal } from './principal.ts'
export type { Connection, CredentialRule, Registry } from './registry.ts'
export type {
  ApprovalStore,
  AskedBefore,
  HostAuditEntry,
  HostStorage,
  MintedToken,
  PermissionStore,
  PinStore,
  RecordedOutcome,
  SeenDefinition,
  StandingPermission,
  StoredApproval,
  TokenMinter,
} from './storage.ts'
