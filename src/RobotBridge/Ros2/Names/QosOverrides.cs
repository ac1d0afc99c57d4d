namespace Robotics.RobotBridge.Ros2.Names;

/// <summary>
/// Qualities of service that a user sets from outside, by the parameters that ROS 2 has for it:
/// <c>qos_overrides./topic.publisher.reliability</c>, and the same for <c>subscription</c>, <c>durability</c>,
/// <c>depth</c> and <c>history</c>.
/// </summary>
public sealed class QosOverrides
{
    /// <summary>What the parameters' names begin with.</summary>
    public const string Prefix = "qos_overrides.";

    private readonly Dictionary<(string Topic, bool Sends), List<Func<QosProfile, QosProfile>>> _changes = [];

    /// <summary>Reads parameters; those with other names are left alone.</summary>
    /// <exception cref="FormatException">An override names no topic, another policy or a value that it does not have.</exception>
    public QosOverrides(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var (name, value) in parameters)
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
                Add(name, value);
    }

    /// <summary>None.</summary>
    public static QosOverrides None { get; } = new([]);

    /// <summary>The quality of service after the overrides of one end.</summary>
    /// <param name="topic">Absolute, after remapping.</param>
    /// <param name="sends">Whether it is a publisher.</param>
    /// <param name="profile">What the program asks for.</param>
    public QosProfile Apply(string topic, bool sends, QosProfile profile) =>
        _changes.GetValueOrDefault((topic, sends), []).Aggregate(profile, (changed, change) => change(changed));

    private void Add(string name, string value)
    {
        if (name[Prefix.Length..].Split('.') is not [var topic, var end, var policy] || end is not ("publisher" or "subscription") || TopicName.Fault(topic) is not null)
            throw new FormatException($"'{name}' is no override: write {Prefix}/topic.publisher.reliability, with the topic as it is after remapping.");
        var key = (topic, end == "publisher");
        if (!_changes.TryGetValue(key, out var changes))
            _changes.Add(key, changes = []);
        changes.Add(Change(name, policy, value));
    }

    private static Func<QosProfile, QosProfile> Change(string name, string policy, string value) => (policy, value) switch
    {
        (_, "system_default") or ("history", "keep_last") => profile => profile,
        ("reliability", "reliable") => profile => profile with { Reliable = true },
        ("reliability", "best_effort") => profile => profile with { Reliable = false },
        ("durability", "transient_local") => profile => profile with { TransientLocal = true },
        ("durability", "volatile") => profile => profile with { TransientLocal = false },
        ("depth", _) when int.TryParse(value, out var depth) && depth > 0 => profile => profile with { Depth = depth },
        ("reliability", _) => throw Fault(name, value, "reliable or best_effort"),
        ("durability", _) => throw Fault(name, value, "transient_local or volatile"),
        ("depth", _) => throw Fault(name, value, "a whole number above zero"),
        ("history", _) => throw Fault(name, value, "keep_last"),
        _ => throw new FormatException($"'{name}': this node can override reliability, durability, depth and history."),
    };

    private static FormatException Fault(string name, string value, string allowed) => new($"'{name}' is '{value}', must be {allowed}.");
}
