type Props = {
  name: string
  /** where another field of the page has that name */
  id?: string
  label: string
  type?: 'date'
  value?: string | undefined
  required?: boolean
  maxlength?: string
  pattern?: string
  inputmode?: 'decimal'
}

/** A field of a `form`, with its name above it. */
export const TextField = ({ name, id = name, label, ...input }: Props) => (
  <div>
    <label for={id} safe>
      {label}
    </label>
    <input id={id} name={name} {...input} />
  </div>
)
