using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Robotics.Datasets.Parquet;

/// <summary>What is no list among the JSON values of a column, on its way into an Arrow array: single values of one type, or records.</summary>
internal sealed class JsonLeaves
{
    private readonly Action<JsonNode?> _append;
    private readonly Func<IArrowArray> _build;

    private JsonLeaves(Action<JsonNode?> append, Func<IArrowArray> build) => (_append, _build) = (append, build);

    public int Count { get; private set; }

    public static JsonLeaves Flags()
    {
        var builder = new BooleanArray.Builder();
        return new(value => _ = value is null ? builder.AppendNull() : builder.Append(value.GetValue<bool>()), () => builder.Build());
    }

    public static JsonLeaves Integers()
    {
        var builder = new Int64Array.Builder();
        return new(value => _ = value is null ? builder.AppendNull() : builder.Append(long.Parse(value.ToJsonString())), () => builder.Build());
    }

    public static JsonLeaves Numbers()
    {
        var builder = new DoubleArray.Builder();
        return new(value => _ = value is null ? builder.AppendNull() : builder.Append(double.Parse(value.ToJsonString())), () => builder.Build());
    }

    public static JsonLeaves Texts()
    {
        var builder = new StringArray.Builder();
        return new(value => _ = value is null ? builder.AppendNull() : builder.Append(value.GetValue<string>()), () => builder.Build());
    }

    /// <summary>Nulls, whatever comes.</summary>
    public static JsonLeaves Nothing()
    {
        var builder = new StringArray.Builder();
        return new(_ => builder.AppendNull(), () => builder.Build());
    }

    /// <summary>Objects; a key that an object lacks is null in its record.</summary>
    public static JsonLeaves Records(IReadOnlyDictionary<string, JsonColumn> fields)
    {
        var present = new ArrowBuffer.BitmapBuilder();
        return new(
            value =>
            {
                present.Append(value is not null);
                foreach (var (key, field) in fields)
                    field.Append((value as JsonObject)?[key]);
            },
            () =>
            {
                ParquetColumn[] columns = [.. fields.Values.Select(field => field.Take())];
                return new StructArray(new StructType([.. columns.Select(column => column.Field)]), present.Length,
                    columns.Select(column => column.Values), present.Build(), present.UnsetBitCount);
            });
    }

    public void Append(JsonNode? value)
    {
        _append(value);
        Count++;
    }

    public IArrowArray Build() => _build();
}
