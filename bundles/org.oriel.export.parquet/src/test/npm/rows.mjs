// Prints the rows of a Parquet file as JSON lines, metadata first. Numbers of 64 bits become texts, bytes become base64.
import { gunzipSync } from 'node:zlib'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'

const file = await asyncBufferFromFile(process.argv[2])
const compressors = { GZIP: (input) => gunzipSync(input) }
const plain = (_, value) =>
  typeof value === 'bigint' ? String(value)
    : value instanceof Uint8Array ? Buffer.from(value).toString('base64')
      : value
const metadata = await parquetMetadataAsync(file)
const lines = [JSON.stringify(metadata, plain)]
for (const row of await parquetReadObjects({ file, compressors, utf8: false })) {
  lines.push(JSON.stringify(row, plain))
}
process.stdout.write(lines.join('\n') + '\n')
