// Writes the messages of a file, {topic, type, definition, time, hex} a line, as MCAP: decoded and encoded again by
// Foxglove's codec, in the compression named.
import { readFileSync, writeFileSync } from "node:fs";
import { McapWriter } from "@mcap/core";
import { parse } from "@foxglove/rosmsg";
import { MessageReader, MessageWriter } from "@foxglove/rosmsg2-serialization";
import zstd from "@foxglove/wasm-zstd";
import lz4 from "lz4js";

await zstd.isLoaded;
const [input, output, compression] = process.argv.slice(2);
const compressors = { zstd: (data) => zstd.compress(data), lz4: (data) => lz4.compress(data) };
const parts = [];
let size = 0n;
const writable = { position: () => size, write: async (buffer) => (parts.push(buffer.slice()), (size += BigInt(buffer.byteLength))) };
const writer = new McapWriter({
  writable,
  chunkSize: 4096,
  compressChunk: compression === "none" ? undefined : (data) => ({ compression, compressedData: new Uint8Array(compressors[compression](data)) }),
});
await writer.start({ profile: "ros2", library: "test" });
const [schemas, channels] = [new Map(), new Map()];
for (const line of readFileSync(input, "utf8").split("\n")) {
  const { topic, type, definition, time, hex } = JSON.parse(line);
  if (!schemas.has(type)) {
    const definitions = parse(definition, { ros2: true });
    const id = await writer.registerSchema({ name: type, encoding: "ros2msg", data: new TextEncoder().encode(definition) });
    schemas.set(type, { id, reader: new MessageReader(definitions), writer: new MessageWriter(definitions) });
  }
  const schema = schemas.get(type);
  if (!channels.has(topic))
    channels.set(topic, { id: await writer.registerChannel({ topic, schemaId: schema.id, messageEncoding: "cdr", metadata: new Map() }), sequence: 0 });
  const channel = channels.get(topic);
  const data = schema.writer.writeMessage(schema.reader.readMessage(Buffer.from(hex, "hex")));
  await writer.addMessage({ channelId: channel.id, sequence: channel.sequence++, logTime: BigInt(time), publishTime: BigInt(time), data: new Uint8Array(data) });
}
await writer.addMetadata({ name: "episode", metadata: new Map([["task", "pick the cube"]]) });
await writer.end();
writeFileSync(output, Buffer.concat(parts));
