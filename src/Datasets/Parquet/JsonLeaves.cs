using System.Text.Json.Nodes;
using Apache.Arrow;

namespace Robotics.Datasets.Parquet;

/// <summary>Single JSON values of one type on their way into an Arrow array.</summary>
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

    public void Append(JsonNode? value)
    {
        _append(value);
        Count++;
    }

    public IArrowArray Build() => _build();
}
