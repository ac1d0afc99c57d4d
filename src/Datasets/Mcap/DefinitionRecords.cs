namespace Robotics.Datasets.Mcap;

/// <summary>Schema and channel records, there and back.</summary>
internal static class DefinitionRecords
{
    public static void Write(RecordBuffer record, McapSchema schema)
    {
        var begin = record.Begin(Opcode.Schema);
        record.UInt16(schema.Id);
        record.Text(schema.Name);
        record.Text(schema.Encoding);
        record.Block(schema.Definition.Span);
        record.End(begin);
    }

    public static void Write(RecordBuffer record, McapChannel channel)
    {
        var begin = record.Begin(Opcode.Channel);
        record.UInt16(channel.Id);
        record.UInt16(channel.Schema?.Id ?? 0);
        record.Text(channel.Topic);
        record.Text(channel.MessageEncoding);
        record.Texts(channel.Metadata);
        record.End(begin);
    }

    public static McapSchema ReadSchema(ReadOnlySpan<byte> content)
    {
        var fields = new FieldReader(content);
        return new McapSchema(fields.UInt16(), fields.Text(), fields.Text(), fields.Block().ToArray());
    }

    /// <summary>Reads a channel.</summary>
    /// <exception cref="InvalidDataException">It is broken, or its schema was not read before.</exception>
    public static McapChannel ReadChannel(ReadOnlySpan<byte> content, IReadOnlyDictionary<ushort, McapSchema> schemas)
    {
        var fields = new FieldReader(content);
        var (id, schemaId, topic, encoding, metadata) = (fields.UInt16(), fields.UInt16(), fields.Text(), fields.Text(), fields.Texts());
        McapSchema? schema = null;
        if (schemaId != 0 && !schemas.TryGetValue(schemaId, out schema))
            throw new InvalidDataException($"channel {id} of {topic} refers to schema {schemaId}, which is not there");
        return new McapChannel(id, topic, encoding, schema, metadata);
    }
}
