/** The flags of a listing that mean something beyond the rule that set them, by the rule's id. */
export const KM_IMPLAUSIBLE = 'km-implausible'
