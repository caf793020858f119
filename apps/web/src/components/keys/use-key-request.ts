import { useState } from 'react'
import { keyProblem } from './key-api.ts'

/** Sends one request at a time, and has a sentence for why the last one did not work. */
export function useKeyRequest() {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState('')

  async function send(request: () => Promise<void>): Promise<void> {
    if (isBusy) return
    setBusy(true)
    setProblem('')
    try {
      await request()
    } catch (error) {
      setProblem(keyProblem(error))
    } finally {
      setBusy(false)
    }
  }

  return { isBusy, problem, setProblem, send }
}
