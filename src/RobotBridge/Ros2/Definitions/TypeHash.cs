using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Robotics.RobotBridge.Ros2.Definitions;

/// <summary>
/// The RIHS01 hash of a message type (REP 2011): SHA-256 over the JSON of its type description and of all types it
/// refers to, default values removed, with ", " and ": " as separators.
/// </summary>
public static class TypeHash
{
    // ids of type_description_interfaces/msg/FieldType
    private const int NestedId = 1, StringId = 17, WideStringId = 18, BoundedStringId = 21, BoundedWideStringId = 22;
    private const int ArrayOffset = 48, BoundedSequenceOffset = 96, SequenceOffset = 144;

    private static readonly Dictionary<string, int> PrimitiveIds = new()
    {
        ["int8"] = 2,
        ["uint8"] = 3,
        ["int16"] = 4,
        ["uint16"] = 5,
        ["int32"] = 6,
        ["uint32"] = 7,
        ["int64"] = 8,
        ["uint64"] = 9,
        ["float32"] = 10,
        ["float64"] = 11,
        ["char"] = 3,
        ["bool"] = 15,
        ["byte"] = 16,
    };

    /// <summary>Hashes a type.</summary>
    /// <param name="definition">The type.</param>
    /// <param name="find">Definition of a full name.</param>
    public static string Compute(MessageDefinition definition, Func<string, MessageDefinition> find)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(find);
        var referenced = new SortedDictionary<string, MessageDefinition>(StringComparer.Ordinal);
        Collect(definition, find, referenced);
        var json = $"{{\"type_description\": {Describe(definition)}, \"referenced_type_descriptions\": [{string.Join(", ", referenced.Values.Select(Describe))}]}}";
        return "RIHS01_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(json)));
    }

    private static void Collect(MessageDefinition definition, Func<string, MessageDefinition> find, SortedDictionary<string, MessageDefinition> into)
    {
        foreach (var name in definition.Fields.Where(field => field.Type.IsMessage).Select(field => field.Type.Element))
            if (into.TryAdd(name, find(name)))
                Collect(into[name], find, into);
    }

    private static string Describe(MessageDefinition definition)
    {
        // an empty struct carries one byte on the wire, and so in its description
        var fields = definition.Fields.Count > 0
            ? definition.Fields
            : [new FieldDefinition("structure_needs_at_least_one_member", FieldType.Parse("uint8", definition.Package), "")];
        return $"{{\"type_name\": {Text(definition.FullName)}, \"fields\": [{string.Join(", ", fields.Select(Describe))}]}}";
    }

    private static string Describe(FieldDefinition field)
    {
        var type = field.Type;
        var nested = type.IsMessage ? type.Element : "";
        return $"{{\"name\": {Text(field.Name)}, \"type\": {{\"type_id\": {Id(type)}, \"capacity\": {type.Capacity}, \"string_capacity\": {type.StringBound}, \"nested_type_name\": {Text(nested)}}}}}";
    }

    private static int Id(FieldType type)
    {
        var element = type.Element switch
        {
            _ when type.IsMessage => NestedId,
            "string" => type.StringBound > 0 ? BoundedStringId : StringId,
            "wstring" => type.StringBound > 0 ? BoundedWideStringId : WideStringId,
            _ => PrimitiveIds[type.Element],
        };
        return element + type.Multiplicity switch
        {
            Multiplicity.Array => ArrayOffset,
            Multiplicity.BoundedSequence => BoundedSequenceOffset,
            Multiplicity.Sequence => SequenceOffset,
            _ => 0,
        };
    }

    private static string Text(string value) => JsonValue.Create(value).ToJsonString();
}
