'use client'

import { useState } from 'react'

/** Copies a text and says so for a moment. `name`: for those who hear it, where there are several. */
export function CopyButton({ label, name, text }: { label: string; name?: string; text: string }) {
  const [isCopied, setCopied] = useState(false)

  async function copy() {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1_500)
  }

  return (
    <button
      type="button"
      aria-label={isCopied ? undefined : name}
      className="ml-auto min-h-6 rounded-sm px-1.5 font-medium text-muted-foreground hover:bg-accent"
      onClick={() => void copy()}
    >
      <span aria-live="polite">{isCopied ? 'Copied' : label}</span>
    </button>
  )
}
