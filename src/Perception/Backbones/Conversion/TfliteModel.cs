using System.Buffers.Binary;
using Robotics.Datasets;

namespace Robotics.Perception.Backbones.Conversion;

/// <summary>The parts of a TensorFlow Lite model that a convolutional network uses. Field numbers follow TensorFlow's schema.fbs.</summary>
internal sealed class TfliteModel
{
    private readonly FlatBufferTable[] _buffers;

    internal TfliteModel(ReadOnlyMemory<byte> file)
    {
        try
        {
            var model = FlatBufferTable.Root(file);
            _buffers = model.Tables(4);
            // the code moved from a byte to an int; older writers fill only the byte
            int[] codes = [.. model.Tables(1).Select(code => Math.Max(code.SByte(0), code.Int32(3)))];
            var graph = model.Tables(2) is [var first, ..] ? first : throw new DataException("The model holds no graph.");
            Tensors = [.. graph.Tables(0).Select(tensor => new TfliteTensor(tensor.Text(3), tensor.Int32s(0), (TfliteType)tensor.SByte(1), tensor.Int32(2)))];
            Inputs = graph.Int32s(1);
            Operators = [.. graph.Tables(3).Select(op => ReadOperator(op, codes))];
        }
        catch (OverflowException fault)
        {
            throw new DataException("The model file is damaged: an offset overflows.", fault);
        }
    }

    internal IReadOnlyList<TfliteTensor> Tensors { get; }

    internal IReadOnlyList<int> Inputs { get; }

    internal IReadOnlyList<TfliteOperator> Operators { get; }

    internal TfliteTensor Tensor(int index) => index >= 0 && index < Tensors.Count
        ? Tensors[index]
        : throw new DataException($"The model refers to tensor {index} of {Tensors.Count}.");

    /// <summary>The stored numbers of a constant.</summary>
    internal float[] Constant(int index)
    {
        var tensor = Tensor(index);
        if (tensor.Buffer < 0 || tensor.Buffer >= _buffers.Length) throw new DataException($"The model's tensor {tensor.Name} has no data.");
        var bytes = _buffers[tensor.Buffer].Bytes(0);
        int size = tensor.Type switch { TfliteType.Float16 => 2, TfliteType.Float32 => 4, _ => throw new DataException($"The model's constant {tensor.Name} is of type {tensor.Type}.") };
        if (bytes.Length != tensor.Count * size) throw new DataException($"The model's constant {tensor.Name} holds {bytes.Length} bytes instead of {tensor.Count * size}.");
        var values = new float[tensor.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = size == 2 ? (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]) : BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        return values;
    }

    private static TfliteOperator ReadOperator(FlatBufferTable op, int[] codes)
    {
        int code = op.Int32(0);
        if (code < 0 || code >= codes.Length) throw new DataException($"The model refers to operator {code} of {codes.Length}.");
        return new TfliteOperator((TfliteOperation)codes[code], op.Int32s(1), op.Int32s(2), op.Table(4));
    }
}

/// <summary>Shape, type and place of a tensor.</summary>
internal sealed record TfliteTensor(string Name, int[] Shape, TfliteType Type, int Buffer)
{
    /// <summary>Values in it.</summary>
    internal long Count => Shape.Aggregate(1L, (count, size) => checked(count * size));
}

/// <summary>One operation of the graph.</summary>
internal sealed record TfliteOperator(TfliteOperation Operation, int[] Inputs, int[] Outputs, FlatBufferTable? Options);

/// <summary>Number formats, by their numbers in schema.fbs.</summary>
internal enum TfliteType
{
    Float32 = 0,
    Float16 = 1,
}

/// <summary>Operations, by their numbers in schema.fbs.</summary>
internal enum TfliteOperation
{
    Add = 0,
    Convolution = 3,
    DepthwiseConvolution = 4,
    Dequantize = 6,
}
