namespace Robotics.RobotBridge.Ros2.Definitions;

/// <summary>How many elements a field has.</summary>
public enum Multiplicity
{
    /// <summary>Exactly one.</summary>
    One,

    /// <summary>Always the same number.</summary>
    Array,

    /// <summary>At most so many.</summary>
    BoundedSequence,

    /// <summary>Any number.</summary>
    Sequence,
}

/// <summary>The type of a field.</summary>
/// <param name="Element">A primitive's name, <c>string</c>, or the full name of a message.</param>
/// <param name="IsMessage">Whether <paramref name="Element"/> names a message.</param>
/// <param name="StringBound">Largest bytes of a bounded string; zero where there is no bound.</param>
/// <param name="Multiplicity">How many elements.</param>
/// <param name="Capacity">Length of an array or bound of a sequence; zero otherwise.</param>
public sealed record FieldType(string Element, bool IsMessage, int StringBound, Multiplicity Multiplicity, int Capacity)
{
    private static readonly HashSet<string> Primitives =
    [
        "bool", "byte", "char", "float32", "float64", "int8", "uint8", "int16", "uint16",
        "int32", "uint32", "int64", "uint64", "string", "wstring",
    ];

    /// <summary>Parses <c>float64[]</c>, <c>string&lt;=256</c>, <c>Gid[16]</c> and the like.</summary>
    /// <param name="text">As the .msg file has it.</param>
    /// <param name="package">Where message names without a package belong.</param>
    /// <exception cref="FormatException">It is no type.</exception>
    public static FieldType Parse(string text, string package)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (element, multiplicity, capacity) = Brackets(text);
        var bound = 0;
        if (element.IndexOf("<=", StringComparison.Ordinal) is > 0 and var at)
            (element, bound) = (element[..at], int.Parse(element[(at + 2)..]));
        if (Primitives.Contains(element))
            return new FieldType(element, false, bound, multiplicity, capacity);
        return new FieldType(FullName(element, package), true, 0, multiplicity, capacity);
    }

    private static (string Element, Multiplicity Multiplicity, int Capacity) Brackets(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
            return (text, Multiplicity.One, 0);
        if (text[^1] != ']')
            throw new FormatException($"'{text}' is no type.");
        var (element, inside) = (text[..open], text[(open + 1)..^1]);
        return inside.Length == 0 ? (element, Multiplicity.Sequence, 0)
            : inside.StartsWith("<=", StringComparison.Ordinal) ? (element, Multiplicity.BoundedSequence, int.Parse(inside[2..]))
            : (element, Multiplicity.Array, int.Parse(inside));
    }

    private static string FullName(string element, string package) => element.Split('/') switch
    {
        ["Header"] => "std_msgs/msg/Header",
        [var name] => $"{package}/msg/{name}",
        [var other, var name] => $"{other}/msg/{name}",
        [var other, "msg", var name] => $"{other}/msg/{name}",
        _ => throw new FormatException($"'{element}' is no type."),
    };
}
