using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Numbers of a recording that become a part of the state or the action.</summary>
public sealed record VectorSource : ISettings
{
    /// <summary>Its topic; what types it may have says <see cref="VectorReader.Types"/>.</summary>
    public string Topic { get; init; } = "";

    /// <summary>
    /// Joints in the order of the vector, for types that carry joints. Messages with names are read by name; an array of
    /// numbers must have exactly these, in this order.
    /// </summary>
    public IReadOnlyList<string> Joints { get; init; } = [];

    /// <summary>Components in the order of the vector, for poses, twists and wrenches; all by default.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>For transforms: two coordinate frames, such as <c>[base_link, tool0]</c>; the numbers are the pose of the second in the first.</summary>
    public IReadOnlyList<string> Frames { get; init; } = [];

    /// <summary>
    /// Stands before the dimensions' names in the dataset: <c>tool</c> makes <c>tool.x</c>, and is the whole name of a single
    /// number. By default nothing for joints, the second of the <see cref="Frames"/>, and the topic for the rest:
    /// <c>/gripper/width</c> is <c>gripper.width</c>.
    /// </summary>
    public string Name { get; init; } = "";

    /// <summary>Whole names of the dimensions in the dataset, in place of those that follow from <see cref="Name"/>.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Which of a joint message's numbers; a trajectory's are those of its first point.</summary>
    public JointField Field { get; init; } = JointField.Position;

    /// <summary>Which message belongs to a frame; by default the nearest for states and the next for actions.</summary>
    public MessageMatch? Match { get; init; }

    /// <summary>Largest distance in time between frame and message, seconds.</summary>
    public double Slop { get; init; } = 0.05;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Topic.Length == 0)
            yield return new SettingFault("topic", "is missing; name the topic that carries the numbers");
        if (Joints.Distinct().Count() != Joints.Count)
            yield return new SettingFault("joints", "names a joint twice");
        if (Frames.Count > 0 && (Frames.Distinct().Count() != 2 || Frames.Count != 2 || Frames.Any(frame => frame.Length == 0)))
            yield return new SettingFault("frames", "needs two different coordinate frames, as in [base_link, tool0]: the pose of the second in the first");
        if (ComponentFault() is { } fault)
            yield return new SettingFault("components", fault);
        if (Name.Length > 0 && Names.Count > 0)
            yield return new SettingFault("name", "is there beside 'names', which says everything already; leave one of them out");
        var numbers = Joints.Count + Components.Count;
        if (Names.Count > 0 && numbers > 0 && Names.Count != numbers)
            yield return new SettingFault("names", $"has {Names.Count} names for {numbers} {(Joints.Count > 0 ? "joints" : "components")}");
        if (!(double.IsFinite(Slop) && Slop > 0))
            yield return new SettingFault("slop", $"is {Slop}, must be above zero");
    }

    /// <summary>Names of the dimensions in the dataset as far as they do not depend on the messages.</summary>
    internal IReadOnlyList<string> KnownDimensions() =>
        Names.Count > 0 ? Names : Joints.Count > 0 ? JointDimensions() : ComponentDimensions(Components);

    /// <summary>Names of the joints' dimensions.</summary>
    internal IReadOnlyList<string> JointDimensions() =>
        Names.Count > 0 ? Names : Name.Length > 0 ? [.. Joints.Select(joint => $"{Name}.{joint}")] : Joints;

    /// <summary>Names of the dimensions of some components; the one of a single number has no name of its own.</summary>
    internal IReadOnlyList<string> ComponentDimensions(IReadOnlyList<string> components)
    {
        var prefix = Name.Length > 0 ? Name : (Frames.Count > 0 ? Frames[^1] : Topic).Trim('/').Replace('/', '.');
        return Names.Count > 0 ? Names : [.. components.Select(component => component.Length > 0 ? $"{prefix}.{component}" : prefix)];
    }

    private string? ComponentFault()
    {
        if (Components.Count == 0)
            return null;
        if (Joints.Count > 0)
            return "is there beside 'joints', but a message has the one or the other";
        if (Components.Distinct().Count() != Components.Count)
            return "names a component twice";
        var known = ComponentType.All.Values.SelectMany(type => type.Components).Where(component => component.Length > 0).Distinct().ToArray();
        if (Components.FirstOrDefault(component => !known.Contains(component)) is { } unknown)
            return $"names '{unknown}', which is none of {string.Join(", ", known)}";
        return Components.Intersect(ComponentType.Quaternion).Count() is not (0 or 4)
            ? $"has a part of a quaternion, which says nothing without the rest; take all of {string.Join(", ", ComponentType.Quaternion)}, or none"
            : null;
    }
}
