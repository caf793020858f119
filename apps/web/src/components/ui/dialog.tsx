'use client'

import { Dialog as RadixDialog } from 'radix-ui'
import type { ReactNode, RefObject } from 'react'
import { CrossIcon } from '../icons/icons.tsx'
import { Button } from './button.tsx'

declare global {
  var __webpack_nonce__: string | undefined
}

// While a dialog is open Radix writes one style element, to stop the page behind it from scrolling. It reads the
// nonce that the content security policy asks for from this global.
if (typeof document !== 'undefined') {
  globalThis.__webpack_nonce__ = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce
}

interface DialogProps {
  title: string
  description?: string
  /** The button that opens it. */
  trigger: ReactNode
  /** What has the focus first; by default the first that can. */
  firstFocus?: RefObject<HTMLElement | null>
  /** What has the focus after it; by default, and while this is null, the button that opened it. */
  lastFocus?: RefObject<HTMLElement | null>
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
}

/** A modal dialog: focus stays inside, Escape closes it, focus returns to where it was. */
export function Dialog({
  title,
  description,
  trigger,
  firstFocus,
  lastFocus,
  isOpen,
  onOpenChange,
  children,
}: DialogProps) {
  return (
    <RadixDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-30 bg-foreground/30 dark:bg-background/75" />
        <RadixDialog.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            if (!firstFocus?.current) return
            event.preventDefault()
            firstFocus.current.focus()
          }}
          onCloseAutoFocus={(event) => {
            if (!lastFocus?.current) return
            event.preventDefault()
            lastFocus.current.focus()
          }}
          className="fixed inset-x-3 top-[8dvh] z-30 mx-auto max-h-[84dvh] max-w-115 overflow-auto rounded-md border border-border-strong bg-popover"
        >
          <div className="flex min-h-10 items-center py-1.5 border-b border-border pl-4 pr-1.5">
            <RadixDialog.Title className="min-w-0 break-words text-sm">{title}</RadixDialog.Title>
            <RadixDialog.Close asChild>
              <Button variant="quiet" size="icon" className="ml-auto" aria-label="Close">
                <CrossIcon />
              </Button>
            </RadixDialog.Close>
          </div>
          <div className="p-4">
            {description ? (
              <RadixDialog.Description className="mb-3 text-muted-foreground">{description}</RadixDialog.Description>
            ) : null}
            {children}
          </div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}
