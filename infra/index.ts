import * as pulumi from '@pulumi/pulumi'
import { forecourt } from './forecourt.ts'
import { fromText, readSettings, Settings } from './settings.ts'

const config = new pulumi.Config('forecourt')

const values = Object.keys(Settings.shape).flatMap((name) => {
  const text = config.get(name)
  return text === undefined ? [] : [[name, fromText(text)]]
})

export const { namespace, images, service } = forecourt(
  readSettings(pulumi.getStack(), Object.fromEntries(values)),
  (name) => config.getSecret(name),
)
