namespace Robotics.Datasets;

/// <summary>One column or camera of a dataset as info.json declares it.</summary>
/// <param name="DataType">float32, int64, bool, string, image, video, ...</param>
/// <param name="Shape">Of one frame's value: [S] for vectors, [H, W, C] for images.</param>
/// <param name="Names">Name of each dimension, where given.</param>
/// <param name="Video">Encoding, for video features that declare it.</param>
public sealed record FeatureInfo(
    string DataType, IReadOnlyList<int> Shape, IReadOnlyList<string>? Names, FeatureVideoInfo? Video)
{
    private const int MostChannels = 4;

    /// <summary>Whether frames are in video files.</summary>
    public bool IsVideo => DataType == "video";

    /// <summary>Whether frames are pictures, in video files or in the rows.</summary>
    public bool IsPicture => DataType is "video" or "image";

    /// <summary>Whether frames are numbers or flags.</summary>
    public bool IsNumeric => DataType == "bool" || DataType.StartsWith("float", StringComparison.Ordinal)
        || DataType.StartsWith("int", StringComparison.Ordinal) || DataType.StartsWith("uint", StringComparison.Ordinal);

    /// <summary>Width and height of pictures: by their names in either order, else of [H, W, C] or, where the first is that of few channels, [C, H, W]; null for other shapes.</summary>
    public (int Width, int Height)? PictureSize
    {
        get
        {
            if (Shape is not [var first, var second, var third])
                return null;
            string[] names = [.. Names ?? []];
            var (width, height) = (Array.IndexOf(names, "width"), Array.IndexOf(names, "height"));
            if (names.Length == 3 && width >= 0 && height >= 0)
                return (Shape[width], Shape[height]);
            return first <= MostChannels && third > MostChannels ? (third, second) : (second, first);
        }
    }

    /// <summary>Numbers in one frame's value.</summary>
    public int Size => Shape.Aggregate(1, (product, length) => product * length);
}

/// <summary>What info.json says about a camera's video files; null where it says nothing.</summary>
public sealed record FeatureVideoInfo(double? Fps, string? Codec, string? PixelFormat, int? Width, int? Height);
