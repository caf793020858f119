export { describeOutcome, type Outcome } from './answers/describe-outcome.ts'
export { builtInPlanner } from './built-in-planner.ts'
