using Apache.Arrow;

namespace Robotics.Datasets.Parquet;

/// <summary>Single values out of Arrow arrays, whatever width their writer chose. A wrong kind throws <see cref="InvalidCastException"/>.</summary>
internal static class ArrowValues
{
    public static long? Integer(IArrowArray array, int i) => array switch
    {
        Int64Array values => values.GetValue(i),
        Int32Array values => values.GetValue(i),
        Int16Array values => values.GetValue(i),
        Int8Array values => values.GetValue(i),
        UInt64Array values => (long?)values.GetValue(i),
        UInt32Array values => values.GetValue(i),
        UInt16Array values => values.GetValue(i),
        UInt8Array values => values.GetValue(i),
        NullArray => null,
        DictionaryArray values => Entry(values, i) is { } entry ? Integer(values.Dictionary, entry) : null,
        _ => throw new InvalidCastException(),
    };

    public static double? Number(IArrowArray array, int i) => array switch
    {
        FloatArray values => values.GetValue(i),
        DoubleArray values => values.GetValue(i),
        HalfFloatArray values => (double?)values.GetValue(i),
        BooleanArray values => values.GetValue(i) is { } flag ? (flag ? 1 : 0) : null,
        DictionaryArray values => Entry(values, i) is { } entry ? Number(values.Dictionary, entry) : null,
        _ => Integer(array, i),
    };

    public static string? Text(IArrowArray array, int i) => array switch
    {
        StringArray values => values.GetString(i),
        LargeStringArray values => values.GetString(i),
        StringViewArray values => values.GetString(i),
        NullArray => null,
        DictionaryArray values => Entry(values, i) is { } entry ? Text(values.Dictionary, entry) : null,
        _ => throw new InvalidCastException(),
    };

    /// <summary>Where row <paramref name="i"/> of a column of categories finds its value; null for a null row.</summary>
    public static int? Entry(DictionaryArray array, int i) => array.IsNull(i) ? null : (int?)Integer(array.Indices, i);

    /// <summary>Where the elements of row <paramref name="i"/> of a list column are; null for a null row.</summary>
    public static (IArrowArray Values, int Start, int Length)? Elements(IArrowArray array, int i)
    {
        if (array.IsNull(i))
            return null;
        return array switch
        {
            // the values of a sliced fixed-size list are not sliced with it
            FixedSizeListArray list => (list.Values, (list.Data.Offset + i) * Width(list), Width(list)),
            ListArray list => (list.Values, list.ValueOffsets[i], list.GetValueLength(i)),
            LargeListArray list => (list.Values, checked((int)list.ValueOffsets[i]), list.GetValueLength(i)),
            _ => (array, i, 1),
        };
    }

    /// <summary>Every number below row <paramref name="i"/>, depth first.</summary>
    public static IEnumerable<double> Tree(IArrowArray array, int i)
    {
        if (array is not (ListArray or LargeListArray or FixedSizeListArray))
            return [Number(array, i) ?? double.NaN];
        return Elements(array, i) is var (values, start, length)
            ? Enumerable.Range(start, length).SelectMany(j => Tree(values, j)) : [];
    }

    private static int Width(FixedSizeListArray list) => ((Apache.Arrow.Types.FixedSizeListType)list.Data.DataType).ListSize;
}
