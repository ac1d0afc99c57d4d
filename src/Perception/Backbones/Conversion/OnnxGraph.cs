using System.Runtime.InteropServices;

namespace Robotics.Perception.Backbones.Conversion;

/// <summary>Builds an ONNX model. Field numbers follow onnx.proto.</summary>
internal sealed class OnnxGraph
{
    private const int Float = 1;
    private const int OperatorSet = 14;
    private const int IrVersion = 8;

    private readonly ProtobufMessage _graph = new ProtobufMessage().Text(2, "backbone");
    private int _constants;

    internal void Node(string operation, IEnumerable<string> inputs, string output, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var node = new ProtobufMessage();
        foreach (string input in inputs) node.Text(1, input);
        node.Text(2, output).Text(4, operation);
        foreach (var attribute in attributes) node.Message(5, attribute.Message);
        _graph.Message(1, node);
    }

    /// <summary>Adds a constant and returns its name; no dimensions make a scalar.</summary>
    internal string Constant(ReadOnlySpan<float> values, params ReadOnlySpan<long> dimensions)
    {
        string name = $"constant{_constants++}";
        var tensor = new ProtobufMessage();
        foreach (long size in dimensions) tensor.Integer(1, size);
        _graph.Message(5, tensor.Integer(2, Float).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values)));
        return name;
    }

    internal void Input(string name, params ReadOnlySpan<string> dimensions) => _graph.Message(11, Value(name, dimensions));

    internal void Output(string name, params ReadOnlySpan<string> dimensions) => _graph.Message(12, Value(name, dimensions));

    internal byte[] ToModel() => new ProtobufMessage()
        .Integer(1, IrVersion)
        .Text(2, "robotics")
        .Message(7, _graph)
        .Message(8, new ProtobufMessage().Text(1, "").Integer(2, OperatorSet))
        .ToArray();

    // a dimension is a number, or a name where it may be anything
    private static ProtobufMessage Value(string name, ReadOnlySpan<string> dimensions)
    {
        var shape = new ProtobufMessage();
        foreach (string dimension in dimensions)
            shape.Message(1, long.TryParse(dimension, out long size) ? new ProtobufMessage().Integer(1, size) : new ProtobufMessage().Text(2, dimension));
        var tensor = new ProtobufMessage().Integer(1, Float).Message(2, shape);
        return new ProtobufMessage().Text(1, name).Message(2, new ProtobufMessage().Message(1, tensor));
    }
}

/// <summary>A setting of an ONNX node.</summary>
internal readonly record struct OnnxAttribute(ProtobufMessage Message)
{
    internal static OnnxAttribute Integer(string name, long value) => new(new ProtobufMessage().Text(1, name).Integer(3, value).Integer(20, 2));

    internal static OnnxAttribute Integers(string name, params long[] values) => new(new ProtobufMessage().Text(1, name).Integers(8, values).Integer(20, 7));

    internal static OnnxAttribute Text(string name, string value) => new(new ProtobufMessage().Text(1, name).Text(4, value).Integer(20, 3));
}
