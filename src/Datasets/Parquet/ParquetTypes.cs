using Apache.Arrow;

namespace Robotics.Datasets.Parquet;

/// <summary>What parquet files written through Arrow have in common.</summary>
internal static class ParquetTypes
{
    /// <summary>Key of the metadata entry in which Arrow keeps its own schema.</summary>
    public const string SchemaKey = "ARROW:schema";

    public static bool IsNumber(IArrowArray array) => array is FloatArray or DoubleArray or HalfFloatArray or BooleanArray
        or Int64Array or Int32Array or Int16Array or Int8Array or UInt64Array or UInt32Array or UInt16Array or UInt8Array;
}
