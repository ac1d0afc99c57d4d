using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Width and height of each camera, which all recordings of a dataset share.</summary>
internal sealed class ImageSizes
{
    private string _file = "";

    /// <summary>Of the first recording; empty before it.</summary>
    public IReadOnlyDictionary<string, int[]> Known { get; private set; } = new Dictionary<string, int[]>();

    /// <summary>Takes a recording's sizes.</summary>
    /// <exception cref="DataException">They are not those of the first.</exception>
    public void Require(string file, IReadOnlyDictionary<string, int[]> sizes)
    {
        if (Known.Count == 0)
            (_file, Known) = (file, sizes);
        foreach (var (camera, size) in sizes)
            if (!size.SequenceEqual(Known[camera]))
                throw new DataException(new Defect(file,
                    $"camera '{camera}' has {size[0]}x{size[1]} pixels, where {_file} has {Known[camera][0]}x{Known[camera][1]}.",
                    "Import recordings of different cameras into datasets of their own."));
    }
}
