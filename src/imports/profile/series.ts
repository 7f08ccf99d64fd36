/** What a column of series is called, such as `Focus` beside `1.6 TDCi Trend`. */
export const SERIES = /^(seri|serie|series|seria|baureihe|gama|gamme|серия|модельный ряд)$/i
