using Robotics.Perception.Backbones.Conversion;

namespace Robotics.Perception.Tests.Support;

/// <summary>A small ONNX encoder with known arithmetic: the map is the mean colour of every 8 x 8 block.</summary>
internal static class TinyNetwork
{
    internal static string Write(string path)
    {
        var graph = new OnnxGraph();
        graph.Node("AveragePool", ["image"], "map", OnnxAttribute.Integers("kernel_shape", 8, 8), OnnxAttribute.Integers("strides", 8, 8));
        graph.Node("GlobalAveragePool", ["map"], "average");
        graph.Node("Flatten", ["average"], "features", OnnxAttribute.Integer("axis", 1));
        graph.Input("image", "n", "3", "h", "w");
        graph.Output("features", "n", "3");
        graph.Output("map", "n", "3", "mh", "mw");
        File.WriteAllBytes(path, graph.ToModel());
        return path;
    }

    /// <summary>The mean colour times a number that lies in a file of its own beside the model.</summary>
    internal static string WriteWithExternalWeight(string path, string weightFile)
    {
        var graph = new OnnxGraph();
        graph.Node("GlobalAveragePool", ["image"], "average");
        graph.Node("Flatten", ["average"], "flat", OnnxAttribute.Integer("axis", 1));
        graph.Node("Mul", ["flat", "weight"], "features");
        graph.Input("image", "n", "3", "h", "w");
        graph.Output("features", "n", "3");
        static ProtobufMessage Entry(string key, string value) => new ProtobufMessage().Text(1, key).Text(2, value);
        var weight = new ProtobufMessage().Integer(1, 1).Integer(2, 1).Text(8, "weight")
            .Message(13, Entry("location", weightFile)).Message(13, Entry("offset", "0")).Message(13, Entry("length", "4")).Integer(14, 1);
        // a message that occurs twice is one with the fields of both
        var rest = new ProtobufMessage().Message(7, new ProtobufMessage().Message(5, weight));
        File.WriteAllBytes(path, [.. graph.ToModel(), .. rest.ToArray()]);
        return path;
    }
}
