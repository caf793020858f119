const steps = [
  'Authenticate the person',
  'Tool equals its pin',
  'Arguments fit the schema',
  'Flow policy',
  'Approval for writes',
  'Credential for one server',
  'Call, with a timeout',
  'Result fits its schema',
  'Audit and trace',
]

/** What happens to every tool call, in order. */
export function NineSteps() {
  return (
    <section id="steps" className="nine py-6" aria-labelledby="steps-title">
      <h2 id="steps-title" className="mb-3 text-lg tracking-[-0.015em]">
        One call, nine steps, each with a verdict
      </h2>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  )
}
