import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Checks } from './checks.ts'
import type { Metrics } from './metrics.ts'

/** Health and numbers over HTTP, for the operator's own network: no personal data, nothing to change. */
export type OpsServer = { readonly port: number; close(): Promise<void> }

/**
 * `/healthz` 200 while the process turns; `/readyz` 200 while nothing is wrong, else 503 with one line per trouble;
 * `/metrics` for Prometheus.
 * @param options.ready - false until the platforms listen
 */
export async function serveOps(options: {
  port: number
  checks: Checks
  metrics: Metrics
  mounts: ReadonlyMap<string, RequestListener>
  ready: () => boolean
}): Promise<OpsServer> {
  const { checks, metrics, mounts, ready } = options
  const server = createServer((request, response) => {
    const mounted = mounts.get(request.url?.split('?')[0] ?? '')
    if (mounted) return mounted(request, response)
    const say = (status: number, body: string, type = 'text/plain; charset=utf-8') => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
      response.end(request.method === 'HEAD' ? undefined : body)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return say(405, 'only GET\n')
    switch (request.url?.split('?')[0]) {
      case '/healthz':
        return say(200, 'ok\n')
      case '/readyz':
        if (!ready()) return say(503, 'starting\n')
        void checks.look().then(found => {
          if (found.length === 0) say(200, 'ready\n')
          else say(503, found.map(({ name, hint }) => `${name}: ${hint}\n`).join(''))
        })
        return
      case '/metrics':
        metrics.registry.metrics().then(
          body => say(200, body, metrics.registry.contentType),
          () => say(500, 'the metrics could not be collected\n'),
        )
        return
      default:
        return say(404, 'see /healthz, /readyz, /metrics\n')
    }
  })
  server.headersTimeout = 5_000
  server.requestTimeout = 5_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
