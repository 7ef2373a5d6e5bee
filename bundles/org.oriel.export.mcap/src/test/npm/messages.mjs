// Prints what an MCAP file holds as JSON lines: header and statistics first, then each message. Fails on a wrong checksum.
import { open } from 'node:fs/promises'
import { McapIndexedReader, McapStreamReader } from '@mcap/core'
import { readFile } from 'node:fs/promises'

const handle = await open(process.argv[2], 'r')
const { size } = await handle.stat()
const readable = {
  size: async () => BigInt(size),
  read: async (offset, length) => {
    const buffer = new Uint8Array(Number(length))
    await handle.read(buffer, 0, Number(length), Number(offset))
    return buffer
  },
}
const plain = (_, value) =>
  typeof value === 'bigint' ? String(value) : value instanceof Map ? Object.fromEntries(value) : value
const text = new TextDecoder()
const reader = await McapIndexedReader.Initialize({ readable })
const lines = [
  {
    header: reader.header,
    statistics: reader.statistics,
    schemas: [...reader.schemasById.values()].map((s) => ({ ...s, data: JSON.parse(text.decode(s.data)) })),
    channels: [...reader.channelsById.values()],
    chunks: reader.chunkIndexes.length,
  },
]
for await (const metadata of reader.readMetadata()) lines.push({ metadata })
for await (const message of reader.readMessages({ validateCrcs: true })) {
  const topic = reader.channelsById.get(message.channelId).topic
  lines.push({ topic, sequence: message.sequence, logTime: message.logTime, json: text.decode(message.data) })
}
await handle.close()
// The other reader goes through the file from its beginning, and checks what an index does not point to.
const stream = new McapStreamReader({ validateCrcs: true })
stream.append(await readFile(process.argv[2]))
let streamed = 0
for (let record = stream.nextRecord(); record; record = stream.nextRecord()) {
  if (record.type === 'Message') streamed++
}
if (!stream.done()) throw new Error('the file does not end as it should')
lines.push({ streamed })
process.stdout.write(lines.map((line) => JSON.stringify(line, plain)).join('\n') + '\n')
