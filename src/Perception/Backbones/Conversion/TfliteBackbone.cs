using Robotics.Datasets;

namespace Robotics.Perception.Backbones.Conversion;

/// <summary>
/// Converts the convolutional part of a TensorFlow Lite model to ONNX, from the image to its last feature map. The result
/// takes images [n, 3, h, w] of any size and gives the pooled <c>features</c> [n, c] and the <c>map</c> [n, c, h', w'].
/// </summary>
internal sealed class TfliteBackbone
{
    private const int Relu6 = 3;
    private const string ImageName = "image";
    private const string MapName = "map";
    private const string PooledName = "features";

    private readonly TfliteModel _model;
    private readonly OnnxGraph _graph = new();
    private readonly Dictionary<int, int> _constants = [];
    private readonly HashSet<int> _needed = [];
    private readonly string _zero;
    private readonly string _six;
    private readonly int _image;
    private readonly int _map;

    private TfliteBackbone(TfliteModel model, int channels)
    {
        _model = model;
        (_zero, _six) = (_graph.Constant([0f]), _graph.Constant([6f]));
        _image = model.Inputs is [var image, ..] ? image : throw new DataException("The model has no input.");
        _map = model.Operators.SelectMany(op => op.Outputs).FirstOrDefault(output => model.Tensor(output).Shape is [1, > 1, > 1, var c] && c == channels, -1);
        if (_map < 0) throw new DataException($"The model has no feature map of {channels} channels.");
    }

    /// <summary>Converts a model file.</summary>
    /// <param name="file">The model's bytes.</param>
    /// <param name="channels">Channels of the feature map to end at; the first of that size is taken.</param>
    /// <returns>An ONNX model.</returns>
    /// <exception cref="DataException">The file is damaged or uses an operation that is not converted.</exception>
    internal static byte[] ToOnnx(ReadOnlyMemory<byte> file, int channels) => new TfliteBackbone(new TfliteModel(file), channels).Convert(channels);

    private byte[] Convert(int channels)
    {
        FindNeeded();
        foreach (var op in _model.Operators)
            if (op.Outputs is [var output] && _needed.Contains(output)) Add(op, output);
        _graph.Node("GlobalAveragePool", [MapName], "average");
        _graph.Node("Flatten", ["average"], PooledName, OnnxAttribute.Integer("axis", 1));
        _graph.Input(ImageName, "n", "3", "height", "width");
        _graph.Output(PooledName, "n", $"{channels}");
        _graph.Output(MapName, "n", $"{channels}", "map_height", "map_width");
        return _graph.ToModel();
    }

    // from the map backwards: what follows it (the detector's boxes) stays out
    private void FindNeeded()
    {
        _needed.Add(_map);
        foreach (var op in _model.Operators.Reverse())
            if (op.Outputs.Any(_needed.Contains)) _needed.UnionWith(op.Inputs);
    }

    private void Add(TfliteOperator op, int output)
    {
        switch (op.Operation)
        {
            case TfliteOperation.Dequantize when op.Inputs is [var stored]: _constants[output] = stored; break;
            case TfliteOperation.Add when op.Inputs is [var left, var right] && Activation(op, 0) == 0:
                _graph.Node("Add", [Name(left), Name(right)], Name(output));
                break;
            case TfliteOperation.Convolution when op.Inputs is [var input, var weights, var bias]:
                AddConvolution(op, (input, weights, bias, output), depthwise: false);
                break;
            case TfliteOperation.DepthwiseConvolution when op.Inputs is [var input, var weights, var bias]:
                AddConvolution(op, (input, weights, bias, output), depthwise: true);
                break;
            default: throw new DataException($"The model's operation {op.Operation} with {op.Inputs.Length} inputs cannot be converted.");
        }
    }

    private void AddConvolution(TfliteOperator op, (int Input, int Weights, int Bias, int Output) tensors, bool depthwise)
    {
        int[] shape = _model.Tensor(tensors.Weights).Shape;
        if (shape.Length != 4 || (depthwise && shape[0] != 1)) throw new DataException("The model has a convolution whose weights have no known form.");
        int outputs = depthwise ? shape[3] : shape[0], inputs = depthwise ? 1 : shape[3], height = shape[1], width = shape[2];
        float[] weights = Constant(tensors.Weights), bias = Constant(tensors.Bias);
        if (bias.Length != outputs) throw new DataException($"The model has a convolution of {outputs} channels with {bias.Length} biases.");
        float[] transposed = depthwise ? ChannelsFirst(weights, 1, height * width, outputs) : ChannelsFirst(weights, outputs, height * width, inputs);
        string kernel = _graph.Constant(transposed, outputs, inputs, height, width);
        bool clipped = Activation(op, depthwise ? 4 : 3) == Relu6;
        string result = clipped ? Name(tensors.Output) + "_linear" : Name(tensors.Output);
        _graph.Node(
            "Conv", [Name(tensors.Input), kernel, _graph.Constant(bias, outputs)], result,
            OnnxAttribute.Integers("kernel_shape", height, width),
            OnnxAttribute.Integers("strides", Option(op, 2, 1), Option(op, 1, 1)),
            OnnxAttribute.Integers("dilations", Option(op, depthwise ? 6 : 5, 1), Option(op, depthwise ? 5 : 4, 1)),
            OnnxAttribute.Integer("group", depthwise ? outputs : 1),
            OnnxAttribute.Text("auto_pad", (op.Options?.SByte(0) ?? 0) == 0 ? "SAME_UPPER" : "VALID"));
        if (clipped) _graph.Node("Clip", [result, _zero, _six], Name(tensors.Output));
    }

    private static int Activation(TfliteOperator op, int field)
    {
        int activation = op.Options?.SByte(field) ?? 0;
        return activation is 0 or Relu6 ? activation : throw new DataException($"The model's activation {activation} cannot be converted.");
    }

    private static int Option(TfliteOperator op, int field, int missing) => op.Options?.Int32(field, missing) ?? missing;

    // TensorFlow stores [outer, places, channels], ONNX [outer, channels, places]
    private static float[] ChannelsFirst(float[] values, int outer, int places, int channels)
    {
        var transposed = new float[values.Length];
        for (int o = 0; o < outer; o++)
            for (int place = 0; place < places; place++)
                for (int channel = 0; channel < channels; channel++)
                    transposed[(o * channels + channel) * places + place] = values[(o * places + place) * channels + channel];
        return transposed;
    }

    private float[] Constant(int tensor) => _model.Constant(_constants.GetValueOrDefault(tensor, tensor));

    private string Name(int tensor) => tensor == _image ? ImageName : tensor == _map ? MapName : $"tensor{tensor}";
}
