using Robotics.Datasets.Configuration;
using Robotics.Perception.Video;

namespace Robotics.RobotBridge.Recordings;

/// <summary>How recordings of a robot become episodes of a dataset: which topic is what, and what counts as one moment.</summary>
public sealed record BagImportSettings : ISettings
{
    /// <summary>Name of the robot, for the dataset's metadata.</summary>
    public string RobotType { get; init; } = "unknown";

    /// <summary>The instruction; empty takes the task that the recording's own metadata names.</summary>
    public string Task { get; init; } = "";

    /// <summary>Frames per second of the dataset: the rate of the clock camera, or a whole part of it.</summary>
    public int Fps { get; init; } = 30;

    /// <summary>Cameras; the views of the dataset in this order.</summary>
    public IReadOnlyList<CameraSource> Cameras { get; init; } = [];

    /// <summary>Name of the camera whose frames are the dataset's frames; empty for the first.</summary>
    public string Clock { get; init; } = "";

    /// <summary>Parts of <c>observation.state</c>, in order; none makes a dataset without state.</summary>
    public IReadOnlyList<VectorSource> State { get; init; } = [];

    /// <summary>Parts of <c>action</c>, in order; none makes a dataset without actions.</summary>
    public IReadOnlyList<VectorSource> Action { get; init; } = [];

    /// <summary>Topic of the annotated stage, std_msgs/String; recordings without it, or without a name here, have no stages.</summary>
    public string Stages { get; init; } = EpisodeTopics.AnnotatedStage;

    /// <summary>Which time of a message counts.</summary>
    public StampSource Stamps { get; init; } = StampSource.Header;

    /// <summary>Largest distance between the stamps of the views of one moment, seconds.</summary>
    public double Slop { get; init; } = 0.02;

    /// <summary>Whether a frame that another source missed ends the import; otherwise it is dropped and counted.</summary>
    public bool RefuseIncomplete { get; init; }

    /// <summary>Seconds without a frame up to which an episode goes on; at a longer gap a new episode begins.</summary>
    public double MaxGap { get; init; } = 0.5;

    /// <summary>Episodes with fewer frames are left out.</summary>
    public int MinFrames { get; init; } = 10;

    /// <summary>How the videos are compressed.</summary>
    public VideoCodec Codec { get; init; } = VideoCodec.H264;

    /// <summary>Constant quality of the videos: 0 (best) to 51 for H.264, to 63 for AV1.</summary>
    public int Crf { get; init; } = 18;

    internal int ClockIndex => Clock.Length == 0 ? 0 : Cameras.ToList().FindIndex(camera => camera.Name == Clock);

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Faults()
    {
        if (Cameras.Count == 0)
            yield return new SettingFault("cameras", "no camera is named; a dataset's frames are those of a camera");
        for (var i = 0; i < Cameras.Count; i++)
        {
            if (Cameras[i].Name.Length == 0 || Cameras[i].Name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-' or '.')))
                yield return new SettingFault($"cameras.{i}.name", $"'{Cameras[i].Name}' is no name of a view: use letters, digits, '_', '-' and '.'");
            if (Cameras[i].Topic.Length == 0)
                yield return new SettingFault($"cameras.{i}.topic", "is missing; name the topic of the camera");
        }

        if (Cameras.DistinctBy(camera => camera.Name).Count() != Cameras.Count)
            yield return new SettingFault("cameras", "two cameras have the same name");
        if (Cameras.Count > 0 && ClockIndex < 0)
            yield return new SettingFault("clock", $"'{Clock}' is none of the cameras");
        foreach (var fault in SourceFaults("state", State).Concat(SourceFaults("action", Action)))
            yield return fault;
        if (Fps is < 1 or > 1000)
            yield return new SettingFault("fps", $"is {Fps}, must be 1 to 1000");
        foreach (var (key, value) in new[] { ("slop", Slop), ("max_gap", MaxGap) })
            if (!(double.IsFinite(value) && value > 0))
                yield return new SettingFault(key, $"is {value}, must be above zero");
        if (MinFrames < 1)
            yield return new SettingFault("min_frames", $"is {MinFrames}, must be at least 1");
        if (Crf < 0 || Crf > (Codec == VideoCodec.Av1 ? 63 : 51))
            yield return new SettingFault("crf", $"is {Crf}, must be 0 to {(Codec == VideoCodec.Av1 ? 63 : 51)}");
    }

    private static IEnumerable<SettingFault> SourceFaults(string key, IReadOnlyList<VectorSource> sources)
    {
        for (var i = 0; i < sources.Count; i++)
            foreach (var fault in sources[i].Faults())
                yield return fault with { Key = $"{key}.{i}.{fault.Key}" };
        if (sources.SelectMany(source => source.KnownDimensions()).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            yield return new SettingFault(key, $"'{twice.Key}' is there twice; give one of the sources a 'name', or other 'names'");
    }
}
