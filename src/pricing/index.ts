/*
 * The price estimate: what a car like this asks on this market, how sure that is, and why. Pure functions over cars;
 * nothing here knows a store, a page or the time.
 */
export { Appraiser } from './appraise.ts'
export { type AskedAttribute, askedOf } from './beyond/asked.ts'
export { attributesAsked } from './beyond/index.ts'
export type { Warning } from './complete.ts'
export { deal as rate, trust } from './deal.ts'
export { yearlyLosses } from './depreciation.ts'
export type { EstimateCar } from './estimate-car.ts'
export { type Effect, type Explanation, explain, type Factor } from './explain.ts'
export { estimate, MODEL_VERSION, type Model, READABLE } from './model.ts'
export { Neighbours, YEARS_APART } from './neighbours.ts'
