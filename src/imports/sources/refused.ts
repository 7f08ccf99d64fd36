import { MessageError } from '../../platform/language/message.ts'

/** The source may not be read by whoever asks. */
export class SourceRefused extends MessageError {
  override name = 'SourceRefused'
}
