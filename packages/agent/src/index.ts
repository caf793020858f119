export { describeOutcome, type Outcome } from './answers/describe-outcome.ts'
export { builtInPlanner } from './built-in-planner.ts'
export { languageModelPlanner } from './language-model/language-model-planner.ts'
export { type ModelChoice, type ModelProvider, modelProviders, openModel } from './language-model/open-model.ts'
