using Apache.Arrow;
using Robotics.Datasets.Parquet;

namespace Robotics.Datasets.LeRobot;

/// <summary>Why a row's vector cannot be used: a wrong shape or type, or a value that is no finite number.</summary>
internal readonly record struct VectorProblem(int? Dimension, string Found);

/// <summary>Copies one row of a vector column, however its writer stored it, into a matrix of floats.</summary>
internal static class VectorValues
{
    public static bool TryCopy(IArrowArray column, int row, float[,] target, int targetRow, out VectorProblem problem)
    {
        var width = target.GetLength(1);
        problem = default;
        if (ArrowValues.Elements(column, row) is not var (values, start, length))
            problem = new VectorProblem(null, "nothing");
        else if (length != width)
            problem = new VectorProblem(null, $"{length} numbers");
        else if (values is FloatArray floats)
            return TryCopyFloats(floats, start, target, targetRow, out problem);
        else
            return TryCopyAny(values, start, target, targetRow, out problem);
        return false;
    }

    private static bool TryCopyFloats(FloatArray values, int start, float[,] target, int row, out VectorProblem problem)
    {
        var source = values.Values.Slice(start, target.GetLength(1));
        for (var d = 0; d < source.Length; d++)
        {
            if (!float.IsFinite(source[d]) || values.IsNull(start + d))
            {
                problem = new VectorProblem(d, values.IsNull(start + d) ? "empty" : $"{source[d]}");
                return false;
            }

            target[row, d] = source[d];
        }

        problem = default;
        return true;
    }

    private static bool TryCopyAny(IArrowArray values, int start, float[,] target, int row, out VectorProblem problem)
    {
        problem = default;
        for (var d = 0; d < target.GetLength(1); d++)
        {
            double? value;
            try
            {
                value = ArrowValues.Number(values, start + d);
            }
            catch (InvalidCastException)
            {
                problem = new VectorProblem(null, $"values of type {values.Data.DataType.Name}");
                return false;
            }

            target[row, d] = (float)(value ?? double.NaN);
            if (float.IsFinite(target[row, d]))
                continue;
            problem = new VectorProblem(d, value is null ? "empty" : $"{value}");
            return false;
        }

        return true;
    }
}
