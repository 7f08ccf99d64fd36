/** ₹, exclusive: 4, 8 and 15 lakh. Another currency has no such bands. */
export const PRICE_BOUNDS = { budget: 400_000, middle: 800_000, upper: 1_500_000 } as const
