using System.Numerics;
using System.Runtime.InteropServices;

namespace Robotics.Perception.Backbones;

/// <summary>
/// Keeps where things are: averages a feature map [C, H, W] into a grid of cells and projects every cell's C values onto a
/// few fixed random Gaussian directions, scaled by 1/sqrt(C) so that the results stay at the features' own size
/// (Johnson and Lindenstrauss 1984: such projections keep distances).
/// </summary>
internal sealed class SpatialProjection
{
    // part of the backbone's identity: another seed would be another feature
    internal const ulong Seed = 0x5EED_0F5E_A7;

    private readonly int _grid;
    private readonly int _channels;
    private readonly int _mapChannels;
    private readonly float[] _directions;

    internal SpatialProjection(int grid, int channels, int mapChannels)
    {
        (_grid, _channels, _mapChannels) = (grid, channels, mapChannels);
        _directions = new float[channels * mapChannels];
        var gaussian = new GaussianSequence(Seed);
        double scale = 1 / Math.Sqrt(mapChannels);
        for (int i = 0; i < _directions.Length; i++) _directions[i] = (float)(gaussian.Next() * scale);
    }

    /// <summary>Values of one image: grid x grid x channels.</summary>
    internal int Dimension => _grid * _grid * _channels;

    /// <summary>Writes [grid rows, grid columns, channels] from a map [C, height, width].</summary>
    internal void Project(ReadOnlySpan<float> map, int height, int width, Span<Half> output)
    {
        var cell = new float[_mapChannels];
        for (int row = 0; row < _grid; row++)
            for (int column = 0; column < _grid; column++)
            {
                Average(map, height, width, row, column, cell);
                var values = output.Slice((row * _grid + column) * _channels, _channels);
                for (int k = 0; k < _channels; k++) values[k] = (Half)Dot(cell, _directions.AsSpan(k * _mapChannels, _mapChannels));
            }
    }

    // cell i covers rows floor(i h / G) to ceil((i + 1) h / G), so that no cell is empty on a map smaller than the grid
    private void Average(ReadOnlySpan<float> map, int height, int width, int row, int column, Span<float> cell)
    {
        int top = row * height / _grid, bottom = ((row + 1) * height + _grid - 1) / _grid;
        int left = column * width / _grid, right = ((column + 1) * width + _grid - 1) / _grid;
        float weight = 1f / ((bottom - top) * (right - left));
        for (int channel = 0; channel < cell.Length; channel++)
        {
            float sum = 0;
            for (int y = top; y < bottom; y++)
                for (int x = left; x < right; x++) sum += map[(channel * height + y) * width + x];
            cell[channel] = sum * weight;
        }
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sums = Vector<float>.Zero;
        for (int i = 0; i < wideA.Length; i++) sums += wideA[i] * wideB[i];
        float sum = Vector.Sum(sums);
        for (int i = wideA.Length * Vector<float>.Count; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
