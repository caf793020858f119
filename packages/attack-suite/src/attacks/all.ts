import type { Attack } from '../attack.ts'
import { accountAttacks } from './account.ts'
import { administrationAttacks } from './administration.ts'
import { apiKeyAttacks } from './api-key.ts'
import { approvalAttacks } from './approval.ts'
import { audienceAttacks } from './audience.ts'
import { authorizationRequestAttacks } from './authorization-request.ts'
import { authorizationServerAttacks } from './authorization-server.ts'
import { blockedClientAttacks } from './blocked-client.ts'
import { calendarOfOthersAttacks } from './calendar-of-others.ts'
import { claimAttacks } from './claims.ts'
import { clientDocumentAttacks } from './client-document.ts'
import { confirmationAttacks } from './confirmation.ts'
import { connectionAttacks } from './connection.ts'
import { consentAttacks } from './consent.ts'
import { conversationAttacks } from './conversation.ts'
import { dpopAttacks } from './dpop.ts'
import { hostMcpAttacks } from './host-mcp.ts'
import { hostMcpApprovalAttacks } from './host-mcp-approval.ts'
import { hostMcpCallAttacks } from './host-mcp-call.ts'
import { hostMcpTokenAttacks } from './host-mcp-token.ts'
import { inputAttacks } from './input.ts'
import { keyAdministrationAttacks } from './key-administration.ts'
import { limitAttacks } from './limits.ts'
import { machineAttacks } from './machine.ts'
import { originAndHostAttacks } from './origin-and-host.ts'
import { ownerAttacks } from './owner.ts'
import { pageAttacks } from './page.ts'
import { passkeyAttacks } from './passkey.ts'
import { passkeyAdditionAttacks } from './passkey-addition.ts'
import { passwordLinkAttacks } from './password-link.ts'
import { presentationAttacks } from './presentation.ts'
import { projectRoleAttacks } from './project-role.ts'
import { protocolAttacks } from './protocol.ts'
import { refreshTokenAttacks } from './refresh-token.ts'
import { remoteServerAttacks } from './remote-server.ts'
import { repeatAttacks } from './repeat.ts'
import { resourceOfOthersAttacks } from './resource-of-others.ts'
import { revocationAttacks } from './revocation.ts'
import { scopeAttacks } from './scope.ts'
import { sessionAttacks } from './session.ts'
import { signatureAttacks } from './signature.ts'
import { standingPermissionAttacks } from './standing-permission.ts'
import { teamCalendarAttacks } from './team-calendar.ts'
import { throttleAttacks } from './throttle.ts'
import { tokenExchangeAttacks } from './token-exchange.ts'

/** Every attack, by what the attacker holds or does. */
export const attackFamilies = {
  presentation: presentationAttacks,
  signature: signatureAttacks,
  claims: claimAttacks,
  audience: audienceAttacks,
  dpop: dpopAttacks,
  scope: scopeAttacks,
  apiKey: apiKeyAttacks,
  keyAdministration: keyAdministrationAttacks,
  owner: [
    ...ownerAttacks,
    ...teamCalendarAttacks,
    ...calendarOfOthersAttacks,
    ...resourceOfOthersAttacks,
    ...projectRoleAttacks,
  ],
  input: inputAttacks,
  originAndHost: originAndHostAttacks,
  session: sessionAttacks,
  account: accountAttacks,
  administration: administrationAttacks,
  passkey: [...passkeyAttacks, ...passkeyAdditionAttacks],
  passwordLink: passwordLinkAttacks,
  revocation: revocationAttacks,
  page: pageAttacks,
  approval: [...approvalAttacks, ...standingPermissionAttacks],
  hostMcp: [...hostMcpTokenAttacks, ...hostMcpAttacks, ...hostMcpCallAttacks, ...hostMcpApprovalAttacks],
  confirmation: confirmationAttacks,
  conversation: conversationAttacks,
  repeat: repeatAttacks,
  refreshToken: refreshTokenAttacks,
  connection: connectionAttacks,
  remoteServer: remoteServerAttacks,
  clientDocument: [...clientDocumentAttacks, ...blockedClientAttacks],
  machine: machineAttacks,
  authorizationServer: [
    ...authorizationServerAttacks,
    ...authorizationRequestAttacks,
    ...consentAttacks,
    ...tokenExchangeAttacks,
  ],
  protocol: protocolAttacks,
  limits: limitAttacks,
  throttle: throttleAttacks,
} as const satisfies Record<string, readonly Attack[]>

export type AttackFamily = keyof typeof attackFamilies

export const allAttacks: readonly Attack[] = Object.values(attackFamilies).flat()
