/*
 * One binary for every container of ours but the database's: `forecourt web | etl | exporter | calculator | statistics |
 * simulator | ledger | dlq … | restore MANIFEST | drill | secrets FOLDER | health PORT`. They share a layer that way, and what a container does not
 * do is not even loaded.
 */
import { makeSecrets } from './tools/secrets.ts'

const [command] = process.argv.splice(2, 1)

switch (command) {
  case 'web':
    await import('./server.ts')
    break
  case 'etl':
    await import('../sidecars/etl/main.ts')
    break
  case 'exporter':
    await import('../sidecars/exporter/main.ts')
    break
  case 'calculator':
    await import('../sidecars/calculator/main.ts')
    break
  case 'statistics':
    await import('../sidecars/statistics/main.ts')
    break
  // Started by the web server and the ETL, never by hand.
  case 'import-process':
    await import('./imports/run/import-process.ts')
    break
  case 'simulator':
    await import('../sidecars/simulator/main.ts')
    break
  case 'ledger':
    await import('../sidecars/ledger/main.ts')
    break
  case 'dlq':
    await import('./tools/dlq.ts')
    break
  case 'restore':
    await import('./tools/restore.ts')
    break
  case 'drill':
    await import('./tools/drill.ts')
    break
  case 'secrets': {
    const made = await makeSecrets(process.argv[2] ?? 'secrets')
    console.log(made.length > 0 ? `made ${made.join(', ')}` : 'every secret is there')
    break
  }
  case 'health':
    await health(process.argv[2] ?? '3000')
    break
  default:
    process.stderr.write(
      `forecourt: ${command ?? 'nothing'} is not one of web, etl, exporter, calculator, statistics, simulator, ledger, dlq, restore, drill, secrets, health\n`,
    )
    process.exit(2)
}

/** A health check for images without curl: whether the process on this port is alive. */
async function health(port: string): Promise<never> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => null)
  process.exit(answer?.ok ? 0 : 1)
}
