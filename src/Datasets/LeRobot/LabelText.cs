using System.Globalization;
using Apache.Arrow;
using Robotics.Datasets.Parquet;

namespace Robotics.Datasets.LeRobot;

/// <summary>Free columns of episode metadata as text: strings as they are, numbers and flags spelled out.</summary>
internal static class LabelText
{
    public static bool IsScalar(IArrowArray array) => array is DictionaryArray categories ? IsScalar(categories.Dictionary) : array is
        StringArray or LargeStringArray or StringViewArray or NullArray or BooleanArray or FloatArray or DoubleArray
        or Int64Array or Int32Array or Int16Array or Int8Array or UInt64Array or UInt32Array or UInt16Array or UInt8Array;

    public static string? Of(IArrowArray array, int i) => array switch
    {
        StringArray or LargeStringArray or StringViewArray or NullArray => ArrowValues.Text(array, i),
        DictionaryArray categories => ArrowValues.Entry(categories, i) is { } entry ? Of(categories.Dictionary, entry) : null,
        BooleanArray flags => flags.GetValue(i) is { } flag ? (flag ? "true" : "false") : null,
        _ => ArrowValues.Number(array, i)?.ToString("R", CultureInfo.InvariantCulture),
    };
}
