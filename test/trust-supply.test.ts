import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

/** S39, S42–S46: what is installed, what may run while installing, what may be reached, and what the container may do. */

const ROOT = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => ({ file, code: read(join('src', file)) }))

const Package = z.looseObject({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
  scripts: z.record(z.string(), z.string()),
})
const Locked = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  hasInstallScript: z.boolean().optional(),
  dev: z.boolean().optional(),
  /** Only there because somebody else's dependency wants it beside itself. */
  peer: z.boolean().optional(),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
})
const manifest = Package.parse(JSON.parse(read('package.json')))
const lock = z
  .looseObject({ lockfileVersion: z.number(), packages: z.record(z.string(), Locked) })
  .parse(JSON.parse(read('package-lock.json')))
const installed = Object.entries(lock.packages).filter(([path]) => path !== '')

describe('the lock file', () => {
  test('names a SHA-512 for every package, so that nothing else can be installed in its place', () => {
    expect(lock.lockfileVersion).toBe(3)
    expect(installed.length).toBeGreaterThan(100)
    expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([])
  })
  test('takes nothing from anywhere but the npm registry', () => {
    const elsewhere = installed.filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'),
    )
    expect(elsewhere).toEqual([])
    const ranges = Object.values({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(ranges.filter(range => !/^[\^~]?\d+\.\d+\.\d+/.test(range))).toEqual([])
  })
  test('holds exactly the packages that package.json asks for', () => {
    const root = lock.packages[''] as unknown as Record<string, unknown>
    expect(root['dependencies']).toEqual(manifest.dependencies)
    expect(root['devDependencies']).toEqual(manifest.devDependencies)
  })
})

test('only packages allowed by name run a script while installing, and none of them is in production', () => {
  const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript)
  const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ''))
  expect(names.sort()).toEqual(Object.keys(manifest.allowScripts).sort())
  expect(scripted.filter(([, { dev }]) => dev !== true)).toEqual([])
})

test('production holds nothing that only a test asks for, and no prebuilt binary', () => {
  const shipped = installed.filter(([, { dev }]) => dev !== true)
  expect(shipped.length).toBeGreaterThan(50)
  expect(shipped.filter(([, { os, cpu, peer }]) => os ?? cpu ?? peer).map(([path]) => path)).toEqual([])
})

test('the bill of materials lists every package, from the lock file alone', () => {
  const command = manifest.scripts['sbom'] ?? ''
  expect(command).toMatch(/^npm sbom /)
  const out = execFileSync('npm', command.split(' ').slice(1), {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const bill = z
    .looseObject({
      bomFormat: z.literal('CycloneDX'),
      components: z.array(z.looseObject({ name: z.string(), version: z.string() })),
    })
    .parse(JSON.parse(out))
  const listed = new Set(bill.components.map(({ name, version }) => `${name}@${version}`))
  for (const name of Object.keys(manifest.dependencies))
    expect(listed).toContain(`${name}@${lock.packages[`node_modules/${name}`]?.version ?? ''}`)
}, 60_000)

describe('the container', () => {
  const dockerfile = read('Dockerfile')
  test('runs as nobody in particular, from a slim image named by its digest, with production packages only', () => {
    expect(dockerfile).toMatch(/^USER 1000:1000$/m)
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:24[\w.-]*-slim@sha256:[0-9a-f]{64}$/m)
    expect([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)).toEqual(
      Array.from({ length: 2 }, () => '${NODE_IMAGE}'),
    )
    expect(dockerfile).toMatch(/npm ci --omit=dev --ignore-scripts/)
    expect(dockerfile).toMatch(/chmod 0700 \/data/)
  })
  test('gets no secret at build time and copies no data, key or git history', () => {
    expect(dockerfile).not.toMatch(/(?:ENV|ARG)\s[^\n]*(?:TOKEN|KEY=|SECRET)/)
    expect(dockerfile).not.toMatch(/^COPY \. /m)
    expect(read('.dockerignore')).toMatch(/node_modules/)
  })
  test('is started read-only, without capabilities, in README', () => {
    expect(read('README.md')).toMatch(/--read-only --cap-drop ALL --security-opt no-new-privileges/)
  })
})

describe('the flags the container starts Node with', () => {
  const [, ...started] = z.array(z.string()).parse(JSON.parse(/^CMD (\[.*\])$/m.exec(read('Dockerfile'))?.[1] ?? '[]'))
  const folder = mkdtempSync(join(tmpdir(), 'kakekomi-permission-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const flags = started.slice(0, -1).map(flag => flag.replace('=/data', `=${folder}`))
  const run = (rest: readonly string[], input = '') =>
    spawnSync(process.execPath, [...flags, ...rest], {
      cwd: ROOT,
      input,
      encoding: 'utf8',
      env: { LANG: 'en', STORE_URL: `sqlite:${folder}/a.sqlite`, DATA_KEY_FILE: `${folder}/a.key` },
    })

  test('let the whole bot open its store, make its key, listen and answer', () => {
    const { status, stdout, stderr } = run(
      [join(ROOT, started.at(-1) ?? '')],
      'my Amazon account was hacked\n/status\n',
    )
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout.length).toBeGreaterThan(200)
  })
  test.each([
    ['write anywhere else', `require('node:fs').writeFileSync(${JSON.stringify(`${folder}-elsewhere`)}, 'x')`],
    ['start a program', "require('node:child_process').execFileSync('true')"],
    ['start a worker', "new (require('node:worker_threads').Worker)('0', { eval: true })"],
  ])('do not let any code %s', (_, code) => {
    const { status, stderr } = run(['--eval', code])
    expect(status).not.toBe(0)
    expect(stderr).toContain('ERR_ACCESS_DENIED')
  })
})

describe('what may be reached', () => {
  test('only three places of the code open a connection of their own, and none takes an address out of a text', () => {
    const reaching = sources
      .filter(({ code }) => /await fetch\(|https?\.(?:get|request)\(|net\.connect|new WebSocket/.test(code))
      .map(({ file }) => file)
    expect(reaching.sort()).toEqual(['ops/rounds.ts', 'platforms/discord/files.ts', 'platforms/telegram/files.ts'])
    const discord = read('src/platforms/discord/files.ts')
    expect(discord).toMatch(/redirect: 'error'/)
    expect(discord).toMatch(/cdn\.discordapp\.com/)
  })
  test('the code runs nothing: no child process, no eval, no code from a string', () => {
    const running = sources
      .filter(({ code }) => /child_process|\beval\(|new Function\(|node:vm/.test(code))
      .map(({ file }) => file)
    expect(running).toEqual([])
  })
})

describe('what is asked of Discord', () => {
  const ADMINISTRATOR = 1n << 3n
  const MENTION_EVERYONE = 1n << 17n
  test('neither Administrator nor Mention Everyone, in no invite link', () => {
    const sums = [...read('README.md').matchAll(/PERMISSION_SUM` = (\d+)|permissions=(\d+)/g)].map(
      match => match[1] ?? match[2] ?? '0',
    )
    expect(sums.length).toBeGreaterThan(0)
    for (const sum of sums) expect(BigInt(sum) & (ADMINISTRATOR | MENTION_EVERYONE)).toBe(0n)
  })
  test('no privileged intent unless the operator switches message content on', () => {
    const code = sources.map(({ code }) => code).join('\n')
    expect(code).not.toMatch(/GatewayIntentBits\.(?:GuildMembers|GuildPresences)/)
    expect([...code.matchAll(/GatewayIntentBits\.MessageContent/g)].length).toBe(1)
    expect(code).toMatch(/messageContent \? \[GatewayIntentBits\.MessageContent\] : \[\]/)
  })
})

// An unpacked archive has no list of tracked files.
test.skipIf(!existsSync(join(ROOT, '.git')))('no secret and no data lies in the repository', () => {
  const ignored = read('.gitignore')
  expect(ignored).toMatch(/data/)
  const tracked = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n')
  expect(tracked.filter(file => /\.(?:sqlite|key|pem)$|(?:^|\/)\.env/.test(file))).toEqual([])
  const small = tracked.filter(
    file =>
      /^(?:src|commands|prompts\/[^/]*|README|Dockerfile)/.test(file) &&
      (statSync(join(ROOT, file), { throwIfNoEntry: false })?.size ?? Infinity) < 300_000,
  )
  const TOKEN =
    /(?<![\w-])\d{8,10}:AA[A-Za-z0-9_-]{33}(?![\w-])|[MN][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{38}|sk-(?:proj-)?[A-Za-z0-9]{40,}|-----BEGIN [A-Z ]*PRIVATE KEY-----/
  expect(small.filter(file => TOKEN.test(read(file)))).toEqual([])
})
