import type { ReactNode } from 'react'

/** Every icon is decoration beside a word or an accessible name, so all are hidden from assistive technology. */
function Icon({ size = 16, viewBox = 16, children }: { size?: number; viewBox?: number; children: ReactNode }) {
  return (
    <svg className="icon" width={size} height={size} viewBox={`0 0 ${viewBox} ${viewBox}`} aria-hidden="true">
      {children}
    </svg>
  )
}

function Glyph({ size, children }: { size: number; children: ReactNode }) {
  return (
    <svg width={size} height={size} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      {children}
    </svg>
  )
}

export function BrandMark() {
  return (
    <Glyph size={20}>
      <path d="M16 3.5H3.5v13H16" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M11 6.2h2.6v1.6H11zM11 9.2h2.6v1.6H11zM11 12.2h2.6v1.6H11z" fill="currentColor" />
    </Glyph>
  )
}

export function AllowedIcon() {
  return (
    <Glyph size={14}>
      <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="m4.4 7.2 1.8 1.8 3.5-3.8" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </Glyph>
  )
}

export function ApprovalIcon() {
  return (
    <Glyph size={14}>
      <path d="M7 .9 13.1 7 7 13.1.9 7z" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M5.7 5v4M8.3 5v4" stroke="currentColor" strokeWidth="1.5" />
    </Glyph>
  )
}

export function RefusedIcon() {
  return (
    <Glyph size={14}>
      <path d="M4.5 1h5L13 4.5v5L9.5 13h-5L1 9.5v-5z" fill="currentColor" />
      <path d="m4.9 4.9 4.2 4.2m0-4.2L4.9 9.1" stroke="var(--card)" strokeWidth="1.5" />
    </Glyph>
  )
}

export function TickIcon({ size = 14 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      <path d="m2.2 6.4 2.5 2.5 5-5.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  )
}

export function FailedIcon() {
  return (
    <Glyph size={12}>
      <path d="m2.5 2.5 7 7m0-7-7 7" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </Glyph>
  )
}

/** A step that has not begun. */
export function WaitingIcon() {
  return (
    <Glyph size={14}>
      <circle cx="7" cy="7" r="4.5" fill="none" stroke="var(--border-strong)" strokeWidth="1.4" />
    </Glyph>
  )
}

/** A step that is under way. */
export function RunningIcon() {
  return (
    <Glyph size={14}>
      <circle cx="7" cy="7" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <circle className="pulse" cx="7" cy="7" r="2.2" fill="currentColor" />
    </Glyph>
  )
}

export function ThemeIcon() {
  return (
    <Icon>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5v11a5.5 5.5 0 0 0 0-11z" fill="currentColor" />
    </Icon>
  )
}

export function SendIcon() {
  return (
    <Icon>
      <path d="M8 13V3M3.8 7.2 8 3l4.2 4.2" />
    </Icon>
  )
}

export function MenuIcon() {
  return (
    <Icon>
      <path d="M2.5 5h11M2.5 11h11" />
    </Icon>
  )
}

export function CrossIcon() {
  return (
    <Icon>
      <path d="m4 4 8 8m0-8-8 8" />
    </Icon>
  )
}

export function PlusIcon() {
  return (
    <Icon>
      <path d="M8 3v10M3 8h10" />
    </Icon>
  )
}

export function PreviousIcon() {
  return (
    <Icon>
      <path d="M9.8 3.8 5.6 8l4.2 4.2" />
    </Icon>
  )
}

export function NextIcon() {
  return (
    <Icon>
      <path d="M6.2 3.8 10.4 8l-4.2 4.2" />
    </Icon>
  )
}

export function ConversationsIcon() {
  return (
    <Icon>
      <path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01" />
    </Icon>
  )
}
