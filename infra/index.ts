import * as pulumi from '@pulumi/pulumi'
import { forecourt } from './forecourt.ts'
import { checkSecrets } from './secret-checks.ts'
import { fromText, readSettings, Settings } from './settings.ts'

const config = new pulumi.Config('forecourt')
checkSecrets((name) => config.get(name))

const values = Object.keys(Settings.shape).flatMap((name) => {
  const text = config.get(name)
  return text === undefined ? [] : [[name, fromText(text)]]
})

export const { namespace, images, service } = forecourt(
  readSettings(pulumi.getStack(), Object.fromEntries(values)),
  (name) => config.getSecret(name),
)
