// Reads {type, definition, hex} a line of a file, decodes with Foxglove's codec and prints what it re-encodes, a line each.
// The official definition of ROS 2 Jazzy is used where the package has one, the given text otherwise.
import { readFileSync } from "node:fs";
import { parse } from "@foxglove/rosmsg";
import { ros2jazzy } from "@foxglove/rosmsg-msgs-common";
import { MessageReader, MessageWriter } from "@foxglove/rosmsg2-serialization";

const withDependencies = (name, seen = new Map()) => {
  const definition = ros2jazzy[name];
  if (!seen.has(name)) {
    seen.set(name, definition);
    definition.definitions.filter((field) => field.isComplex).forEach((field) => withDependencies(field.type, seen));
  }
  return [...seen.values()];
};

for (const line of readFileSync(process.argv[2], "utf8").split("\n")) {
  const { type, definition, hex } = JSON.parse(line);
  const official = ros2jazzy[type.replace("/msg/", "/")];
  const definitions = official ? withDependencies(type.replace("/msg/", "/")) : parse(definition, { ros2: true });
  const message = new MessageReader(definitions).readMessage(Buffer.from(hex, "hex"));
  console.log((official ? "official " : "given ") + Buffer.from(new MessageWriter(definitions).writeMessage(message)).toString("hex").toUpperCase());
}
