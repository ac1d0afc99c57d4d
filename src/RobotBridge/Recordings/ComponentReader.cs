using Robotics.Datasets;
using Robotics.RobotBridge.Node;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Some components of all that a type of message has.</summary>
internal abstract class ComponentReader : VectorReader
{
    private readonly IReadOnlyList<string> _components;
    private readonly int[] _places;

    /// <summary>Chooses components.</summary>
    /// <param name="type">Type of the messages.</param>
    /// <param name="all">Its components.</param>
    /// <param name="source">What is wanted.</param>
    /// <param name="file">The recording, for messages.</param>
    /// <exception cref="DataException">The source asks for what the type does not have.</exception>
    protected ComponentReader(string type, IReadOnlyList<string> all, VectorSource source, string file)
    {
        if (source.Joints.Count > 0 || source.Field != JointField.Position)
            throw Wrong("joints", all.Count > 1 ? $"Leave 'joints' and 'field' out; 'components' chooses among {string.Join(", ", all)}." : "Leave 'joints' and 'field' out; 'name' is the number's name.");
        if (source.Components.FirstOrDefault(component => !all.Contains(component)) is { } unknown)
            throw Wrong($"component '{unknown}'", all.Count > 1 ? $"Choose among {string.Join(", ", all)}." : "It is a single number: leave 'components' out.");
        _components = source.Components.Count > 0 ? source.Components : all;
        _places = [.. _components.Select(component => all.ToList().IndexOf(component))];
        Dimensions = source.ComponentDimensions(_components);
        Rotation = [.. Enumerable.Range(0, _places.Length).Where(i => ComponentType.Quaternion.Contains(_components[i]))];

        DataException Wrong(string what, string remedy) => new(new Defect(file, $"topic {source.Topic} carries {type}, which has no {what}.", remedy));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Dimensions { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Rotation { get; }

    /// <inheritdoc/>
    public override int Size => _places.Length;

    /// <inheritdoc/>
    public override string Wanted => Rotation.Count > 0 ? "finite numbers and a quaternion of unit norm" : "finite numbers";

    /// <summary>The chosen ones.</summary>
    /// <param name="stamp">Of the message, nanoseconds.</param>
    /// <param name="frame">Coordinate frame of the numbers; empty where it does not matter.</param>
    /// <param name="all">All components.</param>
    protected MessageValues Choose(long stamp, string frame, double[] all)
    {
        var values = Array.ConvertAll(_places, place => all[place]);
        return values.All(NamedJoints.IsFinite) ? MessageValues.Of(stamp, values, frame) : MessageValues.Unusable(all);
    }
}
