'use client'

import { useState } from 'react'

/** Copies a text and says so for a moment. */
export function CopyButton({ label, text }: { label: string; text: string }) {
  const [isCopied, setCopied] = useState(false)

  async function copy() {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1_500)
  }

  return (
    <button
      type="button"
      className="ml-auto min-h-6 rounded-sm px-1.5 font-medium text-muted-foreground hover:bg-accent"
      onClick={() => void copy()}
    >
      <span aria-live="polite">{isCopied ? 'Copied' : label}</span>
    </button>
  )
}
