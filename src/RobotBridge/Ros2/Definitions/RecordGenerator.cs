using System.Text;

namespace Robotics.RobotBridge.Ros2.Definitions;

/// <summary>Writes the C# record of a message definition. The output is committed; a test holds it up to date.</summary>
public static class RecordGenerator
{
    private const string Root = "Robotics.RobotBridge.Ros2.Messages";

    /// <summary>Generates the source file of one message.</summary>
    /// <exception cref="NotSupportedException">A field's type has no C# form here: wide strings, bounded or boolean sequences.</exception>
    public static string Generate(MessageDefinition definition, Func<string, MessageDefinition> find)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var source = new StringBuilder();
        source.Append($$"""
            // generated from {{definition.Package}}/{{definition.Name}}.msg by RecordGenerator
            #nullable enable
            using Robotics.RobotBridge.Ros2.Cdr;

            namespace {{Root}}.{{Pascal(definition.Package)}};

            /// <summary><c>{{definition.FullName}}</c></summary>
            public sealed record {{definition.Name}} : IMessage<{{definition.Name}}>
            {
                /// <inheritdoc/>
                public static MessageType Type { get; } = new("{{definition.FullName}}", "{{TypeHash.Compute(definition, find)}}");


            """);
        foreach (var field in definition.Fields)
            source.Append($$"""
                    /// <summary>{{Capital(field.Comment)}}.</summary>
                    public {{CSharp(field.Type)}} {{Property(definition, field)}} { get; init; }{{Default(field.Type)}}


                """);
        source.Append($$"""
                /// <inheritdoc/>
                public static {{definition.Name}} Read(ref CdrReader reader) => new()
                {

            """);
        foreach (var field in definition.Fields)
            source.Append($"        {Property(definition, field)} = {Read(field.Type)},\n");
        source.Append("""
                };

                /// <inheritdoc/>
                public void Write(CdrWriter writer)
                {
                    ArgumentNullException.ThrowIfNull(writer);

            """);
        foreach (var field in definition.Fields)
            source.Append($"        {Write(field.Type, Property(definition, field))};\n");
        return source.Append("    }\n}\n").ToString();
    }

    /// <summary>Folder and file of a message's record under Messages/.</summary>
    public static string Path(MessageDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return $"{Pascal(definition.Package)}/{definition.Name}.g.cs";
    }

    // a member may not have the name of its type
    private static string Property(MessageDefinition definition, FieldDefinition field) =>
        Pascal(field.Name) is var name && name == definition.Name ? name + "Value" : name;

    private static string CSharp(FieldType type) => (type.Multiplicity, IsByte(type)) switch
    {
        (Multiplicity.One, _) => Element(type),
        (Multiplicity.Sequence, true) => "ReadOnlyMemory<byte>",
        (Multiplicity.Sequence or Multiplicity.Array, _) when type.Element != "bool" => Element(type) + "[]",
        _ => throw new NotSupportedException($"{type} has no C# form."),
    };

    private static string Element(FieldType type) => type.Element switch
    {
        _ when type.IsMessage => Qualified(type),
        "bool" or "string" => type.Element,
        "byte" or "char" or "uint8" => "byte",
        "int8" => "sbyte",
        "int16" => "short",
        "uint16" => "ushort",
        "int32" => "int",
        "uint32" => "uint",
        "int64" => "long",
        "uint64" => "ulong",
        "float32" => "float",
        "float64" => "double",
        _ => throw new NotSupportedException($"'{type.Element}' has no C# form."),
    };

    private static string Default(FieldType type) => type switch
    {
        { Multiplicity: Multiplicity.Array } => $" = new {Element(type)}[{type.Capacity}];",
        { Multiplicity: Multiplicity.Sequence } => IsByte(type) ? "" : " = [];",
        { IsMessage: true } => " = new();",
        { Element: "string" } => " = \"\";",
        _ => "",
    };

    private static string Read(FieldType type) => type switch
    {
        { Multiplicity: Multiplicity.Array, IsMessage: false } => $"reader.ReadArray<{Element(type)}>({type.Capacity})",
        { Multiplicity: Multiplicity.Sequence, IsMessage: true } => $"reader.ReadMessages<{Element(type)}>()",
        { Multiplicity: Multiplicity.Sequence, Element: "string" } => "reader.ReadStrings()",
        { Multiplicity: Multiplicity.Sequence } => IsByte(type) ? "reader.ReadBytes()" : $"reader.ReadSequence<{Element(type)}>()",
        { IsMessage: true } => $"{Element(type)}.Read(ref reader)",
        { Element: "string" } => $"reader.ReadString({Bound(type)})",
        { Element: "bool" } => "reader.ReadBool()",
        _ => $"reader.Read<{Element(type)}>()",
    };

    private static string Write(FieldType type, string property) => type switch
    {
        { Multiplicity: Multiplicity.Array, IsMessage: false } => $"writer.WriteArray<{Element(type)}>({property}, {type.Capacity})",
        { Multiplicity: Multiplicity.Sequence, IsMessage: true } => $"writer.WriteMessages({property})",
        { Multiplicity: Multiplicity.Sequence, Element: "string" } => $"writer.WriteStrings({property})",
        { Multiplicity: Multiplicity.Sequence } => IsByte(type) ? $"writer.WriteSequence({property}.Span)" : $"writer.WriteSequence<{Element(type)}>({property})",
        { IsMessage: true } => $"{property}.Write(writer)",
        { Element: "string" } => $"writer.WriteString({property}{(type.StringBound > 0 ? ", " + Bound(type) : "")})",
        { Element: "bool" } => $"writer.WriteBool({property})",
        _ => $"writer.Write({property})",
    };

    private static string Bound(FieldType type) => type.StringBound > 0 ? type.StringBound.ToString() : "";

    private static bool IsByte(FieldType type) => !type.IsMessage && type.Element is "byte" or "char" or "uint8";

    private static string Qualified(FieldType type) =>
        type.Element.Split('/') is [var package, _, var name] ? $"{Pascal(package)}.{name}" : throw new NotSupportedException(type.Element);

    private static string Capital(string comment) => comment.Length == 0 ? comment : char.ToUpperInvariant(comment[0]) + comment[1..];

    private static string Pascal(string snake) =>
        string.Concat(snake.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
