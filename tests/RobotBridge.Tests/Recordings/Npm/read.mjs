// Prints every message of an MCAP file as a line of JSON, decoded by Foxglove's codec with the schema in the file.
// With "stream" it is read from front to end with all checksums, otherwise through its index, in order of time.
import { readFileSync } from "node:fs";
import { McapIndexedReader, McapStreamReader } from "@mcap/core";
import { loadDecompressHandlers } from "@mcap/support";
import { parse } from "@foxglove/rosmsg";
import { MessageReader } from "@foxglove/rosmsg2-serialization";

const bytes = new Uint8Array(readFileSync(process.argv[2]));
const decompressHandlers = await loadDecompressHandlers();
const readers = new Map();
const plain = (key, value) =>
  value instanceof Uint8Array ? Buffer.from(value).toString("hex") : ArrayBuffer.isView(value) ? [...value] : typeof value === "bigint" ? value.toString() : value;

const print = (schema, channel, message) => {
  if (schema.encoding !== "ros2msg" || channel.messageEncoding !== "cdr") throw new Error("not ROS 2");
  if (!readers.has(schema.id)) readers.set(schema.id, new MessageReader(parse(new TextDecoder().decode(schema.data), { ros2: true })));
  const value = readers.get(schema.id).readMessage(message.data);
  console.log(JSON.stringify({ topic: channel.topic, type: schema.name, sequence: message.sequence, time: message.logTime, value }, plain));
};

if (process.argv[3] === "stream") {
  const reader = new McapStreamReader({ decompressHandlers, validateCrcs: true });
  const [schemas, channels] = [new Map(), new Map()];
  reader.append(bytes);
  for (let record; (record = reader.nextRecord()); ) {
    if (record.type === "Schema") schemas.set(record.id, record);
    if (record.type === "Channel") channels.set(record.id, record);
    if (record.type === "Message") print(schemas.get(channels.get(record.channelId).schemaId), channels.get(record.channelId), record);
  }
  if (!reader.done()) throw new Error("the file does not end where it should");
} else {
  const readable = { size: async () => BigInt(bytes.length), read: async (offset, size) => bytes.slice(Number(offset), Number(offset + size)) };
  const reader = await McapIndexedReader.Initialize({ readable, decompressHandlers });
  for await (const message of reader.readMessages()) {
    const channel = reader.channelsById.get(message.channelId);
    print(reader.schemasById.get(channel.schemaId), channel, message);
  }
  for await (const metadata of reader.readMetadata()) console.log(JSON.stringify({ metadata: metadata.name, value: Object.fromEntries(metadata.metadata) }));
}
