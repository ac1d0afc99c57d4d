using Robotics.Datasets;

namespace Robotics.Perception.Features;

/// <summary>
/// A folder of features, one file for every view of every episode under every backbone, found by content. Files are never
/// changed: they appear whole, and any number of processes may read and fill the store at once.
/// </summary>
/// <param name="directory">The store's folder; made when the first features are written.</param>
public sealed class FeatureStore(string directory)
{
    /// <summary>The store's folder.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>Whether these features are here, whole and undamaged: reads the file against its checksum.</summary>
    public bool Contains(FeatureKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string path = FileOf(key);
        if (!File.Exists(path)) return false;
        try
        {
            using var features = new StoredFeatures(path, key);
            return true;
        }
        catch (DataException)
        {
            return false;
        }
    }

    /// <summary>Maps the features of one view into memory and checks them against their checksum.</summary>
    /// <exception cref="DataException">They are not here, or the file is damaged.</exception>
    public StoredFeatures Open(FeatureKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string path = FileOf(key);
        return File.Exists(path)
            ? new StoredFeatures(path, key)
            : throw new DataException(new Defect(path, "these features are not in the store.", "Extract them first: robotics features DATASET"));
    }

    /// <summary>Begins to write the features of one view.</summary>
    public FeatureFileWriter Create(FeatureKey key, int dimension)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new FeatureFileWriter(FileOf(key), key, dimension);
    }

    /// <summary>Reads all views of one episode.</summary>
    /// <param name="views">Cameras in the order of the sequence's second axis, with the key of each.</param>
    /// <param name="timestamps">[T] seconds from the episode's start.</param>
    /// <exception cref="DataException">A view is not here, damaged, or of another length or dimension than the first.</exception>
    public FeatureSequence Read(IReadOnlyList<(string Camera, FeatureKey Key)> views, float[] timestamps)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(timestamps);
        if (views.Count == 0) throw new ArgumentException("An episode needs at least one view.", nameof(views));
        Half[]? values = null;
        int dimension = 0;
        for (int view = 0; view < views.Count; view++)
        {
            using var features = Open(views[view].Key);
            values ??= new Half[checked(timestamps.Length * views.Count * (dimension = features.Dimension))];
            if (features.Frames != timestamps.Length || features.Dimension != dimension)
                throw new DataException(new Defect(FileOf(views[view].Key), $"the view {views[view].Camera} has [{features.Frames}, {features.Dimension}] features, not [{timestamps.Length}, {dimension}].", "Extract the features again; the file is then replaced: robotics features DATASET"));
            for (int t = 0; t < features.Frames; t++)
                features.Frame(t).CopyTo(values.AsSpan((t * views.Count + view) * dimension, dimension));
        }
        return new FeatureSequence(views[0].Key.BackboneId, [.. views.Select(view => view.Camera)], timestamps, values!, dimension);
    }

    /// <summary>Where the features of one view lie or would lie. Two characters of folder keep any one folder small.</summary>
    public string FileOf(FeatureKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string hash = Convert.ToHexStringLower(key.Hash());
        return Path.Combine(Directory, key.BackboneId, hash[..2], hash + ".features");
    }
}
