import * as pulumi from '@pulumi/pulumi'
import { forecourt } from './forecourt.ts'
import { readSettings, Settings } from './settings.ts'

const config = new pulumi.Config('forecourt')

/** Pulumi keeps every value as text, and structures as JSON. */
function readValue(name: string): unknown {
  const text = config.get(name)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const values = Object.keys(Settings.shape).flatMap((name) => {
  const value = readValue(name)
  return value === undefined ? [] : [[name, value]]
})

export const { namespace, images, service } = forecourt(
  readSettings(pulumi.getStack(), Object.fromEntries(values)),
  (name) => config.getSecret(name),
)
