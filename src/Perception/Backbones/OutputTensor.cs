using Microsoft.ML.OnnxRuntime;
using Robotics.Datasets;

namespace Robotics.Perception.Backbones;

/// <summary>One output of a run: [N, D], tokens [N, T, D] or a map [N, C, H, W].</summary>
internal readonly struct OutputTensor(OrtValue value)
{
    private readonly int[] _shape = [.. value.GetTensorTypeAndShape().Shape.Select(size => checked((int)size))];

    /// <summary>D of <see cref="Embedding"/>.</summary>
    internal int EmbeddingSize => _shape.Length == 3 ? _shape[2] : _shape[1];

    internal int Size(int axis) => _shape[axis];

    internal void RequireRank(string name, int least, int most)
    {
        if (_shape.Length < least || _shape.Length > most)
            throw new DataException($"The backbone's output '{name}' is [{string.Join(", ", _shape)}]; {least} to {most} axes can be used.");
    }

    /// <summary>All values of one image.</summary>
    internal ReadOnlySpan<float> Image(int index)
    {
        var all = value.GetTensorDataAsSpan<float>();
        int length = all.Length / _shape[0];
        return all.Slice(index * length, length);
    }

    /// <summary>Reduces one image's values to one embedding [D].</summary>
    internal void Embedding(int index, TokenPooling pooling, Span<Half> embedding)
    {
        var values = Image(index);
        bool tokens = _shape.Length == 3;
        int count = values.Length / embedding.Length;
        bool mean = count > 1 && (!tokens || pooling == TokenPooling.Mean);
        // tokens lie one after the other, the places of a map side by side
        var (valueStep, placeStep) = tokens ? (1, embedding.Length) : (count, 1);
        for (int d = 0; d < embedding.Length; d++)
        {
            float sum = values[d * valueStep];
            for (int place = 1; mean && place < count; place++) sum += values[d * valueStep + place * placeStep];
            embedding[d] = (Half)(mean ? sum / count : sum);
        }
    }
}
