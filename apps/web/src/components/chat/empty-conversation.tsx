import type { ApprovalCard } from '@chaperone/contracts'
import { examples } from './examples.ts'
import { WaitingApprovals } from './waiting-approvals.tsx'

/** What still waits from before, what one can ask, and which servers it takes. */
export function EmptyConversation({
  name,
  languageModel,
  waiting,
  onAsk,
}: {
  name: string
  languageModel: string | null
  waiting: readonly ApprovalCard[]
  onAsk: (message: string) => void
}) {
  return (
    <div>
      <WaitingApprovals cards={waiting} />
      <p className="prose">
        Hello {name}. Ask for something that needs your tasks, your calendar or the weather, and watch on the wire how
        the host carries each call to one server. Nothing changes before you approve it. Conversations are kept here,
        for you alone, until you delete them.
      </p>
      {languageModel ? (
        <p className="prose mt-2">
          The {languageModel} answers here. It is shown your message and what the servers say to its calls.
        </p>
      ) : null}
      <h3 className="mb-1 mt-5 text-xs text-muted-foreground">Try</h3>
      <ul className="border-t border-border">
        {examples.map(({ prompt, servers }) => (
          <li key={prompt} className="border-b border-border">
            <button
              type="button"
              className="block w-full px-2 py-2 text-left hover:bg-accent"
              onClick={() => onAsk(prompt)}
            >
              {prompt}
              <span className="block text-xs text-muted-foreground">{servers}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
