using Robotics.Datasets;

namespace Robotics.RobotBridge.Recordings;

/// <summary>Decides from stamps alone which moments of a recording become frames, and what each of them is made of.</summary>
internal sealed class FrameSelection
{
    // the camera may be this much off the rate that the settings name
    private const double RateTolerance = 0.1;

    private readonly BagScan _scan;
    private readonly BagImportSettings _settings;
    private readonly string _file;

    public FrameSelection(BagScan scan, BagImportSettings settings, string file)
    {
        (_scan, _settings, _file) = (scan, settings, file);
        Missed = new long[scan.Cameras.Count + scan.State.Count + scan.Action.Count];
        Frames = Select();
    }

    /// <summary>Frames in order of time.</summary>
    public IReadOnlyList<FrameSources> Frames { get; }

    /// <summary>Rate of the clock camera, by the median distance of its views.</summary>
    public double ClockRate { get; private set; }

    /// <summary>Views of the clock camera that the dataset's rate asks for.</summary>
    public int Wanted { get; private set; }

    /// <summary>How many of them each source missed: cameras, then state, then action.</summary>
    public long[] Missed { get; }

    private List<FrameSources> Select()
    {
        var stamps = _scan.Cameras.Select(camera => camera.Stamps).ToArray();
        var every = Every(stamps[_settings.ClockIndex]);
        var distance = (long)((every - 0.5) / ClockRate * 1e9);
        var frames = new List<FrameSources>();
        var hole = (long?)null;
        foreach (var (stamp, moment) in MomentAlignment.Align(stamps, _settings.ClockIndex, distance, Node.RosTime.Nanoseconds(_settings.Slop), Missed))
        {
            Wanted++;
            var frame = moment is null ? null : Complete(moment);
            if (frame is null)
            {
                hole ??= frames.Count > 0 ? stamp : null;
                continue;
            }

            // what lies before the first and behind the last complete frame is no hole
            if (_settings.RefuseIncomplete && hole is { } missing)
                throw Incomplete(missing, frames[0].Moment.Stamp);
            frames.Add(frame);
            hole = null;
        }

        return frames;
    }

    // how many views of the clock camera make one frame
    private int Every(IReadOnlyList<long> stamps)
    {
        if (stamps.Count < 2)
        {
            var counts = _scan.Cameras[_settings.ClockIndex].Counts;
            throw new DataException(new Defect(_file,
                $"of the {counts.Messages} messages of camera '{_settings.Cameras[_settings.ClockIndex].Name}' only {stamps.Count} can be used{(counts.FirstFault.Length > 0 ? $"; the first that cannot: {counts.FirstFault}" : "")}.",
                "Map another topic, or leave the recording out."));
        }

        var distances = stamps.Zip(stamps.Skip(1), (a, b) => b - a).Order().ToArray();
        ClockRate = 1e9 / distances[distances.Length / 2];
        var every = (int)Math.Round(ClockRate / _settings.Fps);
        if (every < 1 || Math.Abs(ClockRate / every - _settings.Fps) > RateTolerance * _settings.Fps)
            throw new DataException(new Defect(_file,
                $"camera '{_settings.Cameras[_settings.ClockIndex].Name}' gives {ClockRate:0.##} images a second, of which {_settings.Fps} frames a second cannot be made.",
                $"Set fps to {Math.Max(1, Math.Round(ClockRate)):0} or a whole part of it, or choose another clock camera."));
        return every;
    }

    private FrameSources? Complete(RecordedMoment moment)
    {
        var (state, action) = (new int[_scan.State.Count], new int[_scan.Action.Count]);
        var isComplete = true;
        for (var i = 0; i < state.Length + action.Length; i++)
        {
            var (series, place, into) = i < state.Length ? (_scan.State[i], i, state) : (_scan.Action[i - state.Length], i - state.Length, action);
            if (series.At(moment.Stamp) is { } message)
                into[place] = message;
            else
            {
                Missed[_scan.Cameras.Count + i]++;
                isComplete = false;
            }
        }

        return isComplete ? new FrameSources(moment, state, action) : null;
    }

    private DataException Incomplete(long stamp, long first) =>
        new(new Defect(_file, $"{(stamp - first) / 1e9:0.000} s after the first frame not every source has a message within its slop.",
            "Widen slop, or let such frames be dropped with refuse_incomplete: false."));
}
