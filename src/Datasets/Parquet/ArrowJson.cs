using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;
using Robotics.Datasets.Json;

namespace Robotics.Datasets.Parquet;

/// <summary>A value of an Arrow column as JSON: lists become arrays, and records objects without their empty fields.</summary>
internal static class ArrowJson
{
    public static JsonNode? Of(IArrowArray array, int i)
    {
        if (array.IsNull(i))
            return null;
        return array switch
        {
            ListArray or LargeListArray or FixedSizeListArray => ArrowValues.Elements(array, i) is var (values, start, length)
                ? new JsonArray([.. Enumerable.Range(start, length).Select(j => Of(values, j))]) : null,
            StringArray or LargeStringArray or StringViewArray => ArrowValues.Text(array, i),
            StructArray records => new JsonObject(((StructType)records.Data.DataType).Fields
                .Select((field, j) => KeyValuePair.Create(field.Name, Of(records.Fields[j], i))).Where(pair => pair.Value is not null)),
            DictionaryArray categories => ArrowValues.Entry(categories, i) is { } entry ? Of(categories.Dictionary, entry) : null,
            BooleanArray flags => flags.GetValue(i),
            FloatArray or DoubleArray or HalfFloatArray => JsonFile.Float(ArrowValues.Number(array, i)!.Value),
            _ => ArrowValues.Integer(array, i),
        };
    }
}
