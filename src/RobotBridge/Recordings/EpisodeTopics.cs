namespace Robotics.RobotBridge.Recordings;

/// <summary>Where an exported episode's data stand in a recording; what configs/bridge/import.yaml reads back.</summary>
public static class EpisodeTopics
{
    /// <summary>State: sensor_msgs/JointState.</summary>
    public const string JointStates = "/joint_states";

    /// <summary>Action: sensor_msgs/JointState.</summary>
    public const string JointCommands = "/joint_commands";

    /// <summary>Everything that the progress model says: robotics_msgs/TaskProgress, on the topic of the live node.</summary>
    public const string TaskProgress = "/reward/task_progress";

    /// <summary>Progress alone, to plot: std_msgs/Float32.</summary>
    public const string Progress = "/reward/progress";

    /// <summary>Shaped reward alone, to plot: std_msgs/Float32.</summary>
    public const string Reward = "/reward/reward";

    /// <summary>Weight of the frame in reward-aligned training, to plot: std_msgs/Float32.</summary>
    public const string Weight = "/reward/weight";

    /// <summary>Annotated stage: std_msgs/String, empty where there is none.</summary>
    public const string AnnotatedStage = "/annotation/stage";

    /// <summary>Name of the metadata record that describes the episode of a recording.</summary>
    public const string Metadata = "episode";

    /// <summary>Key of the instruction in <see cref="Metadata"/>; every other key is a label of the episode.</summary>
    public const string TaskKey = "task";

    /// <summary>A camera's images: sensor_msgs/CompressedImage.</summary>
    /// <param name="name">Its name in the dataset; what a topic name cannot hold becomes an underscore.</param>
    public static string Camera(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var token = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return $"/{(char.IsAsciiDigit(token[0]) ? "camera_" : "")}{token}/image_raw/compressed";
    }
}
