using Apache.Arrow;
using Apache.Arrow.Types;

namespace Robotics.Datasets.Parquet;

/// <summary>The same values in another Arrow form, because writers differ: pandas and polars have large texts and lists of free length where LeRobot has plain texts and vectors.</summary>
internal static class ColumnForm
{
    /// <summary>Texts and lists in the form that LeRobot's own writer gives them; whatever else stays as it is.</summary>
    public static IArrowArray Plain(IArrowArray values) => values switch
    {
        LargeStringArray or StringViewArray or DictionaryArray =>
            new StringArray.Builder().AppendRange(Enumerable.Range(0, values.Length).Select(i => ArrowValues.Text(values, i))!).Build(),
        LargeListArray list => Lists(list, Plain(list.Values), i => checked((int)list.ValueOffsets[i])),
        _ => values,
    };

    /// <summary>The column with another type; null where its values do not fit that. Vectors become lists, and lists of one length vectors.</summary>
    public static IArrowArray? As(IArrowType type, IArrowArray values) => (type, values) switch
    {
        (FixedSizeListType vector, ListArray list) when HasElements(list.Values, vector.ValueDataType) && AreVectors(list, vector.ListSize) =>
            new FixedSizeListArray(vector, list.Length, ArrowArrayFactory.Slice(list.Values, list.ValueOffsets[0], list.Length * vector.ListSize), ArrowBuffer.Empty),
        (ListType list, FixedSizeListArray vectors) when HasElements(vectors.Values, list.ValueDataType) && vectors.NullCount == 0 =>
            Lists(vectors, vectors.Values, i => i * ((FixedSizeListType)vectors.Data.DataType).ListSize),
        _ => null,
    };

    private static ListArray Lists(IArrowArray rows, IArrowArray values, Func<int, int> offset)
    {
        var offsets = new ArrowBuffer.Builder<int>(rows.Length + 1).AppendRange(Enumerable.Range(0, rows.Length + 1).Select(offset));
        var present = new ArrowBuffer.BitmapBuilder(rows.Length);
        for (var i = 0; i < rows.Length; i++)
            present.Append(rows.IsValid(i));
        return ParquetColumn.Lists(offsets, present, values);
    }

    private static bool AreVectors(ListArray list, int size) =>
        list.NullCount == 0 && Enumerable.Range(0, list.Length).All(i => list.GetValueLength(i) == size);

    private static bool HasElements(IArrowArray values, IArrowType type) => values.Data.DataType is not NestedType && values.Data.DataType.TypeId == type.TypeId;
}
