using Robotics.Datasets;
using Robotics.RobotBridge.Node;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Components of a pose, a twist or a wrench, or a single number.</summary>
internal sealed class ComponentReader : VectorReader
{
    private readonly ComponentType _type;
    private readonly IReadOnlyList<string> _components;
    private readonly int[] _places;

    /// <inheritdoc cref="VectorReader.Of"/>
    public ComponentReader(ComponentType type, VectorSource source, string file)
    {
        if (source.Joints.Count > 0 || source.Field != JointField.Position)
            throw Wrong("joints", type.Components.Count > 1 ? $"Leave 'joints' and 'field' out; 'components' chooses among {string.Join(", ", type.Components)}." : "Leave 'joints' and 'field' out; 'name' is the number's name.");
        if (source.Components.FirstOrDefault(component => !type.Components.Contains(component)) is { } unknown)
            throw Wrong($"component '{unknown}'", type.Components.Count > 1 ? $"Choose among {string.Join(", ", type.Components)}." : "It is a single number: leave 'components' out.");
        (_type, _components) = (type, source.Components.Count > 0 ? source.Components : type.Components);
        _places = [.. _components.Select(component => type.Components.ToList().IndexOf(component))];
        Dimensions = source.ComponentDimensions(_components);
        Rotation = [.. Enumerable.Range(0, Size).Where(i => ComponentType.Quaternion.Contains(_components[i]))];

        DataException Wrong(string what, string remedy) => new(new Defect(file, $"topic {source.Topic} carries {type.Name}, which has no {what}.", remedy));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Dimensions { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Rotation { get; }

    /// <inheritdoc/>
    public override int Size => _places.Length;

    /// <inheritdoc/>
    public override string Wanted => Rotation.Count > 0 ? "finite numbers and a quaternion of unit norm" : "finite numbers";

    /// <inheritdoc/>
    public override MessageValues Read(ReadOnlyMemory<byte> cdr)
    {
        var (stamp, frame, all) = _type.Read(cdr);
        var values = Array.ConvertAll(_places, place => all[place]);
        return values.All(NamedJoints.IsFinite) ? MessageValues.Of(stamp, values, frame) : MessageValues.Unusable(all);
    }
}
