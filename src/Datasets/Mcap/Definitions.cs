namespace Robotics.Datasets.Mcap;

/// <summary>Schemas and channels read so far. A number may come again, but only with the same content.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<ushort, McapSchema> _schemas = [];
    private readonly Dictionary<ushort, McapChannel> _channels = [];
    private long _bytes;

    public IReadOnlyDictionary<ushort, McapChannel> Channels => _channels;

    /// <summary>Takes a schema record.</summary>
    /// <exception cref="InvalidDataException">It is broken, or another schema has its number.</exception>
    public void AddSchema(ReadOnlySpan<byte> content)
    {
        var schema = DefinitionRecords.ReadSchema(content);
        // number 0 means "none" in a channel
        if (schema.Id == 0)
            throw new InvalidDataException("a schema has the number 0");
        if (_schemas.TryGetValue(schema.Id, out var known))
        {
            if (known.Name != schema.Name || known.Encoding != schema.Encoding || !known.Definition.Span.SequenceEqual(schema.Definition.Span))
                throw new InvalidDataException($"schema {schema.Id} is {schema.Name} where it was {known.Name} before, or its definition changed");
            return;
        }

        Keep(content.Length);
        _schemas[schema.Id] = schema;
    }

    /// <summary>Takes a channel record.</summary>
    /// <exception cref="InvalidDataException">It is broken, or another channel has its number.</exception>
    public void AddChannel(ReadOnlySpan<byte> content)
    {
        var channel = DefinitionRecords.ReadChannel(content, _schemas);
        if (_channels.TryGetValue(channel.Id, out var known))
        {
            if (known.Topic != channel.Topic || known.MessageEncoding != channel.MessageEncoding || known.Schema?.Id != channel.Schema?.Id)
                throw new InvalidDataException($"channel {channel.Id} is {channel.Topic} where it was {known.Topic} before, or its type changed");
            return;
        }

        Keep(content.Length);
        _channels[channel.Id] = channel;
    }

    private void Keep(int bytes)
    {
        if ((_bytes += bytes) > McapFormat.LargestDefinitions)
            throw new InvalidDataException($"schemas and channels take more than {McapFormat.LargestDefinitions >> 20} MiB");
    }
}
