using Robotics.Datasets.Configuration;

namespace Robotics.RobotBridge.Node;

/// <summary>What the node listens to, and what belongs together.</summary>
public sealed record SensorSettings : ISettings
{
    /// <summary>Every camera that a model looks through.</summary>
    public IReadOnlyList<CameraTopic> Cameras { get; init; } = [];

    /// <summary>Topic of the joint states; unused where no joint is named.</summary>
    public string JointStates { get; init; } = "/joint_states";

    /// <summary>Largest distance between the stamps of the views of one moment, seconds.</summary>
    public double Slop { get; init; } = 0.03;

    /// <summary>Views kept per camera to find a moment.</summary>
    public int Queue { get; init; } = 10;

    /// <summary>Largest distance between views and joint state, seconds.</summary>
    public double StateSlop { get; init; } = 0.05;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Cameras.Count == 0)
            yield return new SettingFault("cameras", "no camera is named; list every view of the models with its topic");
        for (var camera = 0; camera < Cameras.Count; camera++)
            foreach (var fault in Cameras[camera].Faults())
                yield return fault with { Key = $"cameras.{camera}.{fault.Key}" };
        foreach (var twice in Cameras.GroupBy(camera => camera.Name).Where(group => group.Count() > 1))
            yield return new SettingFault("cameras", $"'{twice.Key}' is listed {twice.Count()} times");
        if (TopicSetting.Fault(JointStates) is { } topic)
            yield return new SettingFault("joint_states", topic);
        foreach (var (key, value) in new[] { ("slop", Slop), ("state_slop", StateSlop) })
            if (!(double.IsFinite(value) && value > 0))
                yield return new SettingFault(key, $"is {value}, must be above zero");
        if (Queue is < 1 or > 1000)
            yield return new SettingFault("queue", $"is {Queue}, must lie in 1 to 1000");
    }
}

/// <summary>One camera.</summary>
public sealed record CameraTopic : ISettings
{
    /// <summary>The view's name in the dataset, such as <c>front</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its topic.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Whether the topic carries CompressedImage; otherwise Image.</summary>
    public bool Compressed { get; init; } = true;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Name.Length == 0)
            yield return new SettingFault("name", "the camera has no name; use the one that it has in the dataset");
        if (TopicSetting.Fault(Topic) is { } fault)
            yield return new SettingFault("topic", fault);
    }
}
