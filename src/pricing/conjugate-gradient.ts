export type LinearSystem = {
  /** out = A·v for a symmetric positive definite A */
  times(v: Float64Array, out: Float64Array): void
  /** out ≈ A⁻¹·v */
  precondition(v: Float64Array, out: Float64Array): void
  b: Float64Array
}
export type Limits = { tolerance: number; maxIterations: number }

/**
 * Solves A·x = b by the preconditioned conjugate gradient (Saad, Iterative Methods for Sparse Linear Systems,
 * algorithm 9.1) until the preconditioned residual is `tolerance` of what it was.
 */
export function conjugateGradient(
  { times, precondition, b }: LinearSystem,
  { tolerance, maxIterations }: Limits,
): { solution: Float64Array; iterations: number } {
  const n = b.length
  const solution = new Float64Array(n)
  const residual = Float64Array.from(b)
  const scaled = new Float64Array(n)
  const product = new Float64Array(n)
  precondition(residual, scaled)
  const direction = Float64Array.from(scaled)
  let energy = dot(residual, scaled)
  const goal = tolerance ** 2 * energy
  let iterations = 0
  for (; iterations < maxIterations && energy > goal; iterations++) {
    times(direction, product)
    const step = energy / dot(direction, product)
    for (let i = 0; i < n; i++) {
      solution[i] = (solution[i] as number) + step * (direction[i] as number)
      residual[i] = (residual[i] as number) - step * (product[i] as number)
    }
    precondition(residual, scaled)
    const next = dot(residual, scaled)
    const turn = next / energy
    for (let i = 0; i < n; i++) {
      direction[i] = (scaled[i] as number) + turn * (direction[i] as number)
    }
    energy = next
  }
  return { solution, iterations }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
