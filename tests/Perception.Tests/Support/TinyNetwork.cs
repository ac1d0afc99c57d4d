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
}
