using System.Text.Json;
using System.Threading.Channels;
using Robotics.Datasets;
using Robotics.Datasets.Files;
using Robotics.RobotBridge.Node;
using Robotics.RobotBridge.Ros2.Messages.RoboticsMsgs;

namespace Robotics.RobotBridge.Episodes;

/// <summary>
/// Records episodes with their rewards. Frames wait in a short queue for a thread of its own; each finished episode lies in a
/// folder that appears whole. What a killed node leaves is taken up by the next one with the same settings; the dataset
/// appears under its name when a node ends.
/// </summary>
public sealed class EpisodeRecorder : IDisposable
{
    // images are decoded: a second and a half at 10 Hz, and no more memory than that however slow the disk
    private const int QueueLength = 16;
    private const int FewestFrames = 2;

    private readonly NodeContext _node;
    private readonly RecorderSettings _settings;
    private readonly IReadOnlyList<string> _cameras;
    private readonly int _fps;
    private readonly RecordingSwitch _switch;
    private readonly StagingFolder _staging;
    private readonly BagTap? _bags;
    private readonly Channel<ObservedFrame> _frames = Channel.CreateBounded<ObservedFrame>(QueueLength);
    private EpisodeSink? _sink;
    private long _episode;
    private int _finished;
    private long _dropped;
    private long _taken;

    /// <summary>Takes up what an earlier node left, and listens.</summary>
    /// <param name="node">Stays the caller's; its settings say what to record.</param>
    /// <param name="cameras">Names in the order of the frames' views.</param>
    /// <exception cref="DataException">The dataset exists already, or other settings began the recording.</exception>
    public EpisodeRecorder(NodeContext node, IReadOnlyList<string> cameras)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(cameras);
        (_node, _cameras) = (node, cameras);
        _settings = node.Settings.Record ?? throw new ArgumentException("The settings say nothing about recording.", nameof(node));
        _fps = (int)node.Settings.Progress.Rate;
        if (Path.Exists(Folder))
            throw new DataException(new Defect(Folder, "it exists already and is left as it is.", "Name another folder at record.folder, or remove this one."));
        _staging = new StagingFolder(Folder + ".recording", JsonSerializer.SerializeToUtf8Bytes(
            new { _fps, cameras, node.Embodiment.StateNames, node.Embodiment.ActionNames }));
        while (Directory.Exists(_staging.Piece(_finished)))
            _finished++;
        _switch = new RecordingSwitch(node, _settings.EveryTask);
        _bags = _settings.Bags ? new BagTap(node) : null;
    }

    /// <summary>Episodes that are whole, those of earlier nodes included.</summary>
    public int Episodes => Volatile.Read(ref _finished);

    /// <summary>Frames that were looked at, recorded or not.</summary>
    public long Frames => Interlocked.Read(ref _taken);

    /// <summary>Frames that were lost because writing was slower than the robot.</summary>
    public long DroppedFrames => Interlocked.Read(ref _dropped);

    private string Folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(_settings.Folder));

    private string Partial => Path.Combine(_staging.Root, "episode.partial");

    /// <summary>Takes an estimated frame; never waits.</summary>
    /// <param name="moment">What was seen; stays the caller's.</param>
    /// <param name="progress">What was estimated.</param>
    /// <param name="task">Number of the task episode that the estimate belongs to.</param>
    public void Offer(Moment moment, TaskProgress progress, long task)
    {
        var frame = new ObservedFrame(_switch.EpisodeOf(task), moment.Share(), progress);
        if (_frames.Writer.TryWrite(frame))
            return;
        frame.Moment.Dispose();
        Interlocked.Increment(ref _dropped);
    }

    /// <summary>Writes until cancelled; then puts the dataset together, if there is an episode.</summary>
    public void Run(CancellationToken cancellation)
    {
        using var stop = cancellation.Register(() => _frames.Writer.TryComplete());
        while (_frames.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
            while (_frames.Reader.TryRead(out var frame))
            {
                using (frame.Moment)
                    Guard(() => Take(frame));
                Interlocked.Increment(ref _taken);
            }
        Guard(Finish);
        if (_finished == 0)
            return;
        RecordedDataset.Assemble(_staging, _finished, _node.Embodiment, _cameras, _fps, _settings.RobotType);
        Directory.Move(_staging.Assembled, Folder);
        _staging.Remove();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Discard();
        _switch.Dispose();
        _bags?.Dispose();
        _staging.Dispose();
        if (_finished == 0 && Directory.Exists(_staging.Root))
            Directory.Delete(_staging.Root, recursive: true);
    }

    // an episode that cannot be written is lost; the robot goes on
    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is DataException or IOException or UnauthorizedAccessException)
        {
            _node.Log.Warn($"the episode is not recorded: {fault.Message}");
            _switch.End(_episode);
            Discard();
        }
    }

    private void Take(ObservedFrame frame)
    {
        if (frame.Episode != _episode)
        {
            Finish();
            Begin(frame.Episode);
        }
        if (_sink is null)
            return;
        _sink.Add(frame);
        if (_sink.Length < _settings.LongestEpisode * _fps)
            return;
        _node.Log.Warn($"the episode is ended after {_settings.LongestEpisode} s");
        _switch.End(frame.Episode);
        Finish();
    }

    private void Begin(long episode)
    {
        _episode = episode;
        if (episode == 0)
            return;
        if (Directory.Exists(Partial))
            Directory.Delete(Partial, recursive: true);
        Directory.CreateDirectory(Partial);
        _sink = new EpisodeSink(Partial, _cameras, _node.Embodiment, _fps);
        _bags?.Begin(RecordedEpisode.BagPath(Partial));
        _node.Log.Inform($"recording episode {_finished}");
    }

    private void Finish()
    {
        if (_sink is not { } sink)
            return;
        _bags?.End();
        if (sink.Length < FewestFrames)
        {
            Discard();
            return;
        }
        var episode = sink.Complete();
        if (_finished > 0 && RecordedEpisode.Read(_staging.Piece(0)) is var first && !first.HasSizesOf(episode))
            throw new DataException("the cameras have other sizes than in the episodes before; a dataset holds one size per camera.");
        episode.Write(Partial);
        Directory.Move(Partial, _staging.Piece(_finished));
        _sink = null;
        sink.Dispose();
        Interlocked.Increment(ref _finished);
        _node.Log.Inform($"recorded {episode.Length} frames, {episode.MissingFrames} missing, success {episode.Success:F2}");
    }

    private void Discard()
    {
        _bags?.End();
        _sink?.Dispose();
        _sink = null;
        if (Directory.Exists(Partial))
            Directory.Delete(Partial, recursive: true);
    }
}
