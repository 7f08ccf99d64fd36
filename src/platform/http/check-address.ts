import { message } from '../language/message.ts'
import { remembered } from '../remembered.ts'
import { addressOf, hostOf } from './address.ts'
import { HttpError } from './errors.ts'

const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?)(:\d{1,5})?$/i
const isHost = remembered((host) => HOST.test(host) && URL.canParse(`http://${host}/`))

/** @throws HttpError 400 for a Host that is none, 400 for a path that cannot be decoded, 414 for a long address */
export function checkAddress(request: Request, longest: number): void {
  if (!isHost(hostOf(request))) {
    throw new HttpError(400, message('The Host header is not a host.'), { problemOnly: true })
  }
  const { pathname, search } = addressOf(request)
  if (pathname.length + search.length > longest) {
    throw new HttpError(
      414,
      message('The address is longer than {longest, number} characters.', { longest }),
    )
  }
  try {
    decodeURIComponent(pathname)
  } catch {
    throw new HttpError(400, message('The path is not percent-encoded UTF-8.'))
  }
  if (!URL.canParse(request.url)) throw new HttpError(400, message('The address cannot be read.'))
}
