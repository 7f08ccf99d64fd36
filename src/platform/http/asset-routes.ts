import { Elysia } from 'elysia'
import { message } from '../language/message.ts'
import type { Assets } from './assets.ts'
import { codingFor } from './compress.ts'
import { notFound } from './errors.ts'
import { hiddenRoute } from './openapi.ts'
import { SECURITY_HEADERS } from './respond.ts'

export function assetRoutes(assets: Assets) {
  return new Elysia({ name: 'assets' }).get(
    '/assets/:file',
    async ({ request, params }) => {
      const asset = assets.find(`/assets/${params.file}`)
      if (!asset) {
        throw notFound(message('There is no such file.'))
      }
      const coding = codingFor(request)
      return new Response(asset.variants[coding ?? 'plain'], {
        headers: {
          ...SECURITY_HEADERS,
          'content-type': asset.type,
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'Accept-Encoding',
          ...(coding && { 'content-encoding': coding }),
        },
      })
    },
    hiddenRoute(),
  )
}
