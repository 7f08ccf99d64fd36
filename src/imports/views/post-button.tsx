/** One thing that can be done, by a form of its own: it works without scripts. */
export function PostButton({
  action,
  label,
  tone,
}: {
  action: string
  label: string
  tone?: 'main' | 'danger'
}) {
  return (
    <form action={action} method="post">
      <button class={['button', tone]} type="submit" safe>
        {label}
      </button>
    </form>
  )
}
