using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>What the numbers of a state or an action are.</summary>
/// <param name="Names">Of its dimensions [N].</param>
/// <param name="Rotations">Places of each quaternion in it [4].</param>
internal sealed record VectorLayout(IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<int>> Rotations)
{
    /// <summary>Puts the parts of sources behind each other.</summary>
    /// <param name="key">The setting that lists them, for messages.</param>
    /// <param name="sources">Each of a known type.</param>
    /// <param name="file">The recording, for messages.</param>
    /// <exception cref="DataException">Two dimensions have the same name.</exception>
    public static VectorLayout Of(string key, IReadOnlyList<VectorSeries> sources, string file)
    {
        var (names, rotations) = (new List<string>(), new List<IReadOnlyList<int>>());
        foreach (var reader in sources.Select(source => source.Reader))
        {
            if (reader.Rotation.Count > 0)
                rotations.Add([.. reader.Rotation.Select(place => names.Count + place)]);
            names.AddRange(reader.Dimensions);
        }

        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new DataException(new Defect(file, $"the {key} has '{twice.Key}' twice.", "Give one of its sources another 'name'."));
        return new VectorLayout(names, rotations);
    }
}
