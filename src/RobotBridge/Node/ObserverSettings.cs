using Robotics.Datasets.Configuration;
using Robotics.RobotBridge.Ros2.Dds;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Node;

/// <summary>What the observing node listens to and how often it estimates.</summary>
public sealed record ObserverSettings : ISettings
{
    /// <summary>The node's name, unless --ros-args renames it.</summary>
    public string Name { get; init; } = "reward";

    /// <summary>How it joins the network.</summary>
    public DdsSettings Dds { get; init; } = new();

    /// <summary>Cameras in the order of the progress model's views.</summary>
    public IReadOnlyList<CameraTopic> Cameras { get; init; } = [];

    /// <summary>Topic of the joint states; unused where <see cref="StateJoints"/> is empty.</summary>
    public string JointStates { get; init; } = "/joint_states";

    /// <summary>Joints whose positions are the model's state [S], in its order; empty for a model without state.</summary>
    public IReadOnlyList<string> StateJoints { get; init; } = [];

    /// <summary>The instruction until a message on ~/task replaces it.</summary>
    public string Task { get; init; } = "";

    /// <summary>Estimates per second; the frame rate of the data that the model was trained on.</summary>
    public double Rate { get; init; } = 10;

    /// <summary>Largest distance between the stamps of the views of one moment, seconds.</summary>
    public double Slop { get; init; } = 0.03;

    /// <summary>Views kept per camera to find a moment.</summary>
    public int Queue { get; init; } = 10;

    /// <summary>Largest distance between views and joint state, seconds.</summary>
    public double StateSlop { get; init; } = 0.05;

    /// <summary>Progress at which a frame speaks for success.</summary>
    public double SuccessProgress { get; init; } = 0.9;

    /// <summary>Frames whose share at <see cref="SuccessProgress"/> is the published success.</summary>
    public int FinalFrames { get; init; } = 5;

    /// <summary>Discount of the shaped reward.</summary>
    public double Gamma { get; init; } = 0.99;

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Cameras.Count == 0)
            yield return new SettingFault("cameras", "no camera is named; list every view of the progress model with its topic");
        if (TopicName.Fault("/" + Name) is { } name)
            yield return new SettingFault("name", $"'{Name}' is no node name: {name}");
        foreach (var camera in Cameras.Where(camera => camera.Topic.Length == 0))
            yield return new SettingFault("cameras.topic", $"'{camera.Name}' has no topic");
        foreach (var (key, value) in new[] { ("rate", Rate), ("slop", Slop), ("state_slop", StateSlop) })
            if (!(double.IsFinite(value) && value > 0))
                yield return new SettingFault(key, $"is {value}, must be above zero");
        foreach (var (key, value) in new[] { ("queue", Queue), ("final_frames", FinalFrames) })
            if (value < 1)
                yield return new SettingFault(key, $"is {value}, must be at least 1");
        foreach (var (key, value) in new[] { ("success_progress", SuccessProgress), ("gamma", Gamma) })
            if (value is not (> 0 and <= 1))
                yield return new SettingFault(key, $"is {value}, must lie above 0 and at most at 1");
        foreach (var fault in Dds.Faults())
            yield return fault with { Key = "dds." + fault.Key };
    }
}

/// <summary>One camera.</summary>
public sealed record CameraTopic
{
    /// <summary>The view's name in the dataset, such as <c>front</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its topic.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Whether the topic carries CompressedImage; otherwise Image.</summary>
    public bool Compressed { get; init; } = true;
}
